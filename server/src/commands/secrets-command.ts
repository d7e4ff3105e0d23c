import { readSealing } from '../secrets.ts'
import { rotateSecrets } from '../tenants/rotate-secrets.ts'
import { countByKey } from '../tenants/sealed-store.ts'
import { createSealer } from '../tenants/sealer.ts'
import { makeSealingKey } from '../tenants/sealing-key.ts'
import type { Terminal } from './terminal.ts'
import { withDatabase } from './with-database.ts'

const usage = `Usage:
  pnpm secrets new      print a new key, for SECRETS_KEY
  pnpm secrets status   how many secrets each key has sealed
  pnpm secrets rotate   seal everything again with SECRETS_KEY; SECRETS_KEY_PREVIOUS opens what it has sealed`

/** The keys with which providers' credentials are sealed. Answers the exit code. */
export async function runSecretsCommand(
  [verb]: readonly string[],
  terminal: Terminal,
): Promise<number> {
  if (verb === 'new') {
    terminal.out(makeSealingKey())
    return 0
  }
  if (verb === 'status') return status(terminal)
  if (verb === 'rotate') return rotate(terminal)
  terminal.err(usage)
  return 2
}

const status = (terminal: Terminal): Promise<number> =>
  withDatabase(terminal, async (db, config) => {
    const sealer = createSealer(await readSealing(config, db))
    const counts = await countByKey(db)
    terminal.out(`Now sealing with ${sealer.keyId}.`)
    for (const { keyId, count } of counts) terminal.out(`${keyId}: ${count}`)
    return 0
  })

const rotate = (terminal: Terminal): Promise<number> =>
  withDatabase(terminal, async (db, config) => {
    const sealer = createSealer(await readSealing(config, db))
    const { sealed, unreadable } = await rotateSecrets({ db, sealer })
    terminal.out(`Sealed ${sealed} again with ${sealer.keyId}.`)
    if (unreadable === 0) {
      terminal.out('SECRETS_KEY_PREVIOUS opens nothing any more: it can go.')
      return 0
    }
    terminal.err(
      `${unreadable} are sealed with a key that is not configured. Set it as SECRETS_KEY_PREVIOUS and start again.`,
    )
    return 1
  })
