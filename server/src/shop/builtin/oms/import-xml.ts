import { posix } from 'node:path'
import { fail, ok, type Result } from '../../../result.ts'
import { joinProcesses, type PlacedProcess } from './join-processes.ts'
import { isError, type Place, type Problem, type ProblemCode } from './problem.ts'
import { type ProcessElement, readProcessFile } from './process-file.ts'
import { readXml } from './xml-element.ts'

/** Reads a file by its name below the folder of the main file; why it cannot is said in a sentence. */
export type ReadText = (name: string) => Promise<Result<string, string>>

/** A process that was read, where its parts stand, and what may be wrong with the way it is written. */
export type Imported = PlacedProcess & Readonly<{ warnings: readonly Problem[] }>

/** A process names a handful of files; a file may be used several times under different prefixes. */
const filesMax = 100

type Pending = Readonly<{
  name: string
  as: string | null
  prefix: string | null
  namedBy: Place | null
}>

/** Reads a process of Spryker's OMS from its main file and the files of its sub-processes; all errors are told at once. */
export async function importXml(
  { readText }: { readText: ReadText },
  mainFile: string,
): Promise<Result<Imported, readonly Problem[]>> {
  const pending: Pending[] = [{ name: mainFile, as: null, prefix: null, namedBy: null }]
  const elements: ProcessElement[] = []
  const problems: Problem[] = []
  for (let read = 0; read < pending.length; read += 1) {
    const next = pending[read]
    if (!next) break
    if (read >= filesMax) {
      const message = `The process names more than ${filesMax} files; does one name itself?`
      problems.push({ severity: 'error', code: 'files-too-many', message, place: next.namedBy })
      break
    }
    const file = await readFile(readText, next)
    problems.push(...file.problems)
    elements.push(...named(file.processes, next.as))
    pending.push(...file.processes.flatMap(fileOf))
  }
  // A main file that cannot be read says nothing about what it lacks.
  if (elements.length === 0 && problems.some(isError)) return fail(problems)
  const joined = joinProcesses(elements, mainFile)
  const told = [...problems, ...joined.problems]
  if (told.some(isError) || !joined.process) return fail(told)
  return ok({ process: joined.process, places: joined.places, warnings: told })
}

async function readFile(readText: ReadText, { name, prefix, namedBy }: Pending) {
  const refuse = (code: ProblemCode, message: string) => {
    const place = namedBy ?? { file: name, line: 1, element: 'document' }
    const problem: Problem = { severity: 'error', code, message, place }
    return { processes: [], problems: [problem] }
  }
  if (!isBelow(name)) {
    return refuse('file-outside-folder', `"${name}" is not below the folder of the main file.`)
  }
  const text = await readText(name)
  if (!text.ok) return refuse('file-unreadable', `"${name}" cannot be read: ${text.failure}`)
  const root = readXml(text.value, name)
  if (!root.ok) return { processes: [], problems: [root.failure] }
  return readProcessFile(root.value, name, prefix)
}

/** The file that a process element points to. Spryker looks for underscores where the name has spaces. */
const fileOf = ({ file, name, prefix, place }: ProcessElement): Pending[] =>
  file === null
    ? []
    : [{ name: posix.normalize(file.replaceAll(' ', '_')), as: name, prefix, namedBy: place }]

/** The first process of a sub-process file takes the name under which the file was named. */
const named = (processes: readonly ProcessElement[], name: string | null): ProcessElement[] =>
  processes.map((process, index) => (name && index === 0 ? { ...process, name } : process))

const isBelow = (name: string): boolean =>
  !posix.isAbsolute(name) && !name.includes('\\') && !name.split('/').includes('..')
