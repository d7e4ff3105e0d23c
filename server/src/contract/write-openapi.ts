import { writeFile } from 'node:fs/promises'
import { failuresTable } from './failures-table.ts'
import { createOpenApi } from './openapi.ts'

/** The documents that are written from the contract, by their path from the root of the repository. */
export const writtenDocuments = (): Record<string, string> => ({
  'docs/openapi.json': `${JSON.stringify(createOpenApi({ publicUrl: 'http://localhost:4000', withShop: true }), null, 2)}\n`,
  'docs/errors.md': failuresTable(),
})

const root = new URL('../../../', import.meta.url)

export const documentUrl = (path: string): URL => new URL(path, root)

if (import.meta.main) {
  for (const [path, text] of Object.entries(writtenDocuments()))
    await writeFile(documentUrl(path), text)
}
