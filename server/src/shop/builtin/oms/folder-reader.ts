import { readFile, realpath, stat } from 'node:fs/promises'
import { join, sep } from 'node:path'
import { fail, ok } from '../../../result.ts'
import type { ReadText } from './import-xml.ts'
import { xmlLengthMax } from './xml-element.ts'

/** Reads files below a folder only, also when a link in it leads elsewhere. */
export const createFolderReader =
  (folder: string): ReadText =>
  async (name) => {
    try {
      const root = await realpath(folder)
      const path = await realpath(join(root, name))
      if (!path.startsWith(root.endsWith(sep) ? root : root + sep)) {
        return fail('it leads out of the folder of the main file.')
      }
      const { size } = await stat(path)
      if (size > 4 * xmlLengthMax) return fail('it is too large for a process.')
      return ok(await readFile(path, 'utf8'))
    } catch (error) {
      return fail(reasonOf(error))
    }
  }

function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (code === 'ENOENT') return 'there is no such file.'
  if (code === 'EISDIR') return 'it is a folder.'
  if (code === 'EACCES') return 'reading it is not allowed.'
  throw error
}
