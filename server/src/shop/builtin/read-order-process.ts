import { basename, dirname } from 'node:path'
import { checkProcess } from './oms/check-process.ts'
import { createFolderReader } from './oms/folder-reader.ts'
import { importXml } from './oms/import-xml.ts'
import { knownCommands, knownConditions } from './oms/known-names.ts'
import { isError, type Problem, toLine } from './oms/problem.ts'
import type { Process } from './oms/process.ts'
import { findShippedProcess, shippedProcesses } from './oms/shipped-processes.ts'

/**
 * The process that a setting names: one that comes with the shop, or a Spryker XML file, relative to the working directory. Throws
 * one error with everything that is wrong, so that a shop does not start with a process that cannot run.
 */
export async function readOrderProcess(setting: string | null): Promise<Process | string | null> {
  if (setting === null || findShippedProcess(setting)) return setting
  if (!setting.endsWith('.xml')) {
    const names = shippedProcesses.map(({ name }) => name).join(', ')
    throw new Error(`ORDER_PROCESS must be the path of an .xml file, or one of ${names}.`)
  }
  const readText = createFolderReader(dirname(setting))
  const imported = await importXml({ readText }, basename(setting))
  if (!imported.ok) throw refusal(setting, imported.failure)
  const { process, places } = imported.value
  const known = { commands: knownCommands, conditions: knownConditions }
  const errors = checkProcess(process, known, places).filter(isError)
  if (errors.length > 0) throw refusal(setting, errors)
  return process
}

const refusal = (setting: string, problems: readonly Problem[]): Error =>
  new Error(
    `ORDER_PROCESS names ${setting}, which cannot run:\n${problems
      .filter(isError)
      .map((problem) => `  - ${toLine(problem)}`)
      .join('\n')}`,
  )
