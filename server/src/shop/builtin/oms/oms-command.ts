import { basename, dirname } from 'node:path'
import { parseArgs } from 'node:util'
import { checkProcess } from './check-process.ts'
import { drawProcess } from './draw-process.ts'
import { createFolderReader } from './folder-reader.ts'
import { importXml } from './import-xml.ts'
import { knownCommands, knownConditions } from './known-names.ts'
import { isError, type Problem, toLine } from './problem.ts'
import type { Process } from './process.ts'
import { findShippedProcess, shippedProcesses } from './shipped-processes.ts'

/** Where the command writes: what was asked for, and what is told to the person. */
export type Output = Readonly<{ out: (text: string) => unknown; err: (text: string) => unknown }>

const help = `pnpm oms check FILE.xml|NAME [more] [--json]
  Reads order processes and tells what is wrong with them: exit code 1 with errors, 0 without.

pnpm oms diagram FILE.xml|NAME [--lit STATE,STATE] > process.svg
  Draws an order process, with the states of an order lit.

Processes that come with the shop:
${shippedProcesses.map(({ name }) => `  ${name}`).join('\n')}
`

type Checked = Readonly<{
  file: string
  process: Process | null
  problems: readonly Problem[]
}>

const options = {
  json: { type: 'boolean', default: false },
  lit: { type: 'string', default: '' },
  help: { type: 'boolean', default: false },
} as const

/** Carries out `pnpm oms …` and answers the exit code: 2 when the command itself was not understood. */
export async function runOmsCommand(
  parameters: readonly string[],
  output: Output,
): Promise<number> {
  const read = readParameters(parameters)
  if (typeof read === 'string') {
    output.err(`${read}\n\n${help}`)
    return 2
  }
  const [command, ...files] = read.positionals
  if (read.values.help) {
    output.out(help)
    return 0
  }
  if (command === 'check' && files.length > 0) return check(files, read.values.json, output)
  const [file] = files
  if (command === 'diagram' && file && files.length === 1) {
    return diagram(file, read.values.lit.split(',').filter(Boolean), output)
  }
  output.err(help)
  return 2
}

function readParameters(parameters: readonly string[]) {
  try {
    return parseArgs({ args: [...parameters], options, allowPositionals: true })
  } catch (error) {
    if (error instanceof TypeError) return error.message
    throw error
  }
}

async function check(files: readonly string[], isJson: boolean, { out }: Output): Promise<number> {
  const checks = await Promise.all(files.map(checkFile))
  if (isJson) out(`${JSON.stringify(checks.map(toJson), null, 2)}\n`)
  else for (const checked of checks) out(toText(checked))
  return checks.some(({ problems }) => problems.some(isError)) ? 1 : 0
}

async function checkFile(file: string): Promise<Checked> {
  const known = { commands: knownCommands, conditions: knownConditions }
  const shipped = findShippedProcess(file)
  if (shipped) return { file, process: shipped, problems: checkProcess(shipped, known) }
  const imported = await importXml({ readText: createFolderReader(dirname(file)) }, basename(file))
  if (!imported.ok) return { file, process: null, problems: imported.failure }
  const { process, places, warnings } = imported.value
  return { file, process, problems: [...warnings, ...checkProcess(process, known, places)] }
}

async function diagram(
  file: string,
  lit: readonly string[],
  { out, err }: Output,
): Promise<number> {
  const { process, problems } = await checkFile(file)
  for (const problem of problems.filter(isError)) err(`${toLine(problem)}\n`)
  if (!process) return 1
  const unknown = lit.filter((state) => process.states.every(({ name }) => name !== state))
  if (unknown.length > 0) {
    err(`${process.name} has no state "${unknown.join('", "')}".\n`)
    return 1
  }
  out(drawProcess(process, { lit }))
  return 0
}

const countOf = (problems: readonly Problem[], severity: Problem['severity']): number =>
  problems.filter((problem) => problem.severity === severity).length

const toJson = ({ file, process, problems }: Checked) => ({
  file,
  process: process?.name ?? null,
  states: process?.states.length ?? null,
  transitions: process?.transitions.length ?? null,
  errors: countOf(problems, 'error'),
  warnings: countOf(problems, 'warning'),
  problems,
})

function toText({ file, process, problems }: Checked): string {
  const lines = problems.map((problem) => `  ${toLine(problem)}\n`).join('')
  const errors = countOf(problems, 'error')
  const warnings = countOf(problems, 'warning')
  const found = `${errors} ${errors === 1 ? 'error' : 'errors'}, ${warnings} ${warnings === 1 ? 'warning' : 'warnings'}`
  const what = process
    ? `${process.name}, ${process.states.length} states, ${process.transitions.length} transitions`
    : 'cannot be read'
  return `${errors === 0 ? '✓' : '✗'} ${file}: ${what}: ${found}\n${lines}`
}
