import { writeFile } from 'node:fs/promises'
import { createAsyncApi } from './asyncapi.ts'
import { failuresTable } from './failures-table.ts'
import { messagesPage } from './messages-page.ts'
import { createOpenApi } from './openapi.ts'

const publicUrl = 'http://localhost:4000'

const toText = (document: object): string => `${JSON.stringify(document, null, 2)}\n`

/** The documents that are written from the contract, by their path from the root of the repository. */
export const writtenDocuments = (): Record<string, string> => ({
  'docs/openapi.json': toText(createOpenApi({ publicUrl, withShop: true })),
  'docs/asyncapi.json': toText(createAsyncApi({ publicUrl })),
  'docs/messages.md': messagesPage(),
  'docs/errors.md': failuresTable(),
})

const root = new URL('../../../', import.meta.url)

export const documentUrl = (path: string): URL => new URL(path, root)

if (import.meta.main) {
  for (const [path, text] of Object.entries(writtenDocuments()))
    await writeFile(documentUrl(path), text)
}
