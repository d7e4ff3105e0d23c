import type { Database } from '../database/database.ts'
import { sealContext } from './connection.ts'
import { listSealedOtherwise, replaceSealed, type SealedRow } from './sealed-store.ts'
import type { Sealer } from './sealer.ts'

/** `unreadable`: sealed with a key that is not configured, or changed since. They are left as they are. */
export type Rotated = { sealed: number; unreadable: number }

const batchMax = 100

/**
 * Seals every secret again with the current key, while servers go on using them: each row by itself, and only if nobody has
 * changed it meanwhile. Ended half-way it is simply started again. Afterwards the key before opens nothing any more.
 */
export async function rotateSecrets({
  db,
  sealer,
}: {
  db: Database
  sealer: Sealer
}): Promise<Rotated> {
  const rotated: Rotated = { sealed: 0, unreadable: 0 }
  let after: SealedRow | null = null
  for (;;) {
    const rows: SealedRow[] = await listSealedOtherwise(db, {
      ...{ keyId: sealer.keyId, after },
      limit: batchMax,
    })
    for (const row of rows) rotated[await sealAgain({ db, sealer }, row)] += 1
    after = rows.at(-1) ?? null
    if (!after) return rotated
  }
}

async function sealAgain(
  { db, sealer }: { db: Database; sealer: Sealer },
  row: SealedRow,
): Promise<keyof Rotated> {
  const context = sealContext(row, row.version)
  const secrets = sealer.open(row.sealed, context)
  if (!secrets.ok) return 'unreadable'
  // Whoever was faster has sealed it with the same key, or erased it: either way it is done.
  await replaceSealed(db, row, sealer.seal(secrets.value, context))
  return 'sealed'
}
