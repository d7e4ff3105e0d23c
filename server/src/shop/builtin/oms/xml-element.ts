import { SaxesParser } from 'saxes'
import { fail, ok, type Result } from '../../../result.ts'
import type { Problem, ProblemCode } from './problem.ts'

/** An element of an XML file; `text` is its own text without that of its children. */
export type XmlElement = Readonly<{
  name: string
  attributes: Readonly<Record<string, string>>
  children: readonly XmlElement[]
  text: string
  line: number
}>

/** A process file is a few kilobytes, and three levels deep. */
export const xmlLengthMax = 1_000_000
const depthMax = 32

type OpenElement = {
  name: string
  attributes: Record<string, string>
  children: XmlElement[]
  text: string
  line: number
}

/**
 * Reads a file into its root element. Comments and processing instructions are passed over. A document type is refused, so
 * that no file can declare an entity; nothing outside the text is ever read.
 */
export function readXml(text: string, file: string): Result<XmlElement, Problem> {
  const parser = new SaxesParser({ position: true })
  const open: OpenElement[] = []
  let root: XmlElement | null = null
  let problem: Problem | null = null
  const refuse = (code: ProblemCode, message: string) => {
    const place = { file, line: parser.line, element: open.at(-1)?.name ?? 'document' }
    problem ??= { severity: 'error', code, message, place }
  }
  parser.on('error', ({ message }) =>
    refuse('xml-malformed', `The XML is malformed: ${withoutPosition(message)}`),
  )
  parser.on('doctype', () => refuse('xml-doctype', 'A process has no document type or entities.'))
  parser.on('opentagstart', ({ name }) => {
    open.push({ name: localName(name), attributes: {}, children: [], text: '', line: parser.line })
    if (open.length > depthMax) refuse('xml-too-deep', 'The elements are nested too deeply.')
  })
  parser.on('attribute', ({ name, value }) => {
    const element = open.at(-1)
    if (element) Object.defineProperty(element.attributes, name, { value, enumerable: true })
  })
  parser.on('text', (part) => addText(open, part))
  parser.on('cdata', (part) => addText(open, part))
  parser.on('closetag', () => {
    const element = open.pop()
    if (!element) return
    open.at(-1)?.children.push(element)
    if (open.length === 0) root = element
  })
  if (text.length > xmlLengthMax) refuse('file-too-large', 'The file is too large for a process.')
  else parser.write(withoutByteOrderMark(text)).close()
  // Assigned in callbacks, which the compiler does not follow.
  const found = { problem: problem as Problem | null, root: root as XmlElement | null }
  if (found.problem) return fail(found.problem)
  if (found.root) return ok(found.root)
  throw new Error(`Reading ${file} gave neither a root element nor an error.`)
}

function addText(open: readonly OpenElement[], part: string): void {
  const element = open.at(-1)
  if (element) element.text += part
}

const withoutByteOrderMark = (text: string): string => text.replace(/^\uFEFF/, '')

const withoutPosition = (message: string): string => message.replace(/^[^ ]*\d+:\d+: /, '')

const localName = (name: string): string => name.slice(name.indexOf(':') + 1)

export const childrenOf = (element: XmlElement, name: string): readonly XmlElement[] =>
  element.children.filter((child) => child.name === name)
