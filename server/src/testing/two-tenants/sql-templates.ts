/** An SQL template of a source file: what stands between its values. */
export type Template = readonly string[]

/** Every SQL template of a file, those inside others too. */
export const templatesIn = (code: string): Template[] =>
  [...code.matchAll(/\bsql(?:<[^`(]*>)?`/g)].map(({ index, 0: start }) =>
    readTemplate(code, index + start.length),
  )

/** True when a statement was made of this template. */
export function isMadeOf(statement: string, template: Template): boolean {
  const text = bare(statement)
  let at = 0
  for (const part of template) {
    at = text.indexOf(part, at)
    if (at < 0) return false
    at += part.length
  }
  return true
}

/** Reads from behind the first backtick to the last. */
function readTemplate(code: string, start: number): Template {
  const parts: string[] = []
  let from = start
  for (let at = start; code[at] !== '`'; at += 1) {
    if (!code.startsWith('${', at)) continue
    parts.push(code.slice(from, at))
    at = endOfValue(code, at + 2)
    from = at + 1
  }
  return [...parts, code.slice(from, code.indexOf('`', from))].map(bare)
}

/** Where the brace is that closes a value. */
function endOfValue(code: string, start: number): number {
  let open = 1
  let at = start
  for (; open > 0 && at < code.length; at += 1) {
    if (code[at] === '{') open += 1
    if (code[at] === '}') open -= 1
  }
  return at - 1
}

/** White space and quotes are no part of what a statement says. */
const bare = (text: string): string => text.replaceAll(/["\s]/g, '')
