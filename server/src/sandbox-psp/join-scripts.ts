import { readFileSync } from 'node:fs'

/**
 * Several files for browsers as one classic script, in this order. They are written as modules, so that tools
 * see what each takes from the others; the browser gets one block without imports.
 */
export const joinScripts = (base: string, ...files: readonly string[]): string =>
  `{\n${files.map((file) => withoutModules(readFileSync(new URL(file, base), 'utf8'))).join('\n')}}\n`

const withoutModules = (script: string): string =>
  script.replaceAll(/^import [^']*'[^']*'\n/gm, '').replaceAll(/^export /gm, '')
