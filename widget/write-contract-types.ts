import { renameSync, rmSync, writeFileSync } from 'node:fs'
import ts from 'typescript'

const folder = import.meta.dirname
const source = `${folder}/src/core/contract.ts`

/** The contract's types written out, so that the published declarations need neither the server nor zod. */
function contractTypes(): string {
  const { config } = ts.readConfigFile(`${folder}/tsconfig.json`, ts.sys.readFile)
  const { options } = ts.parseJsonConfigFileContent(
    { ...config, include: ['src/core'] },
    ts.sys,
    folder,
  )
  const program = ts.createProgram([source], options)
  const checker = program.getTypeChecker()
  const file = program.getSourceFile(source)
  if (!file) throw new Error(`${source} is not part of the program.`)
  const flags = ts.TypeFormatFlags.InTypeAlias | ts.TypeFormatFlags.NoTruncation
  return file.statements
    .filter((statement) => ts.isTypeAliasDeclaration(statement))
    .map(
      ({ name }) =>
        `export type ${name.text} = ${checker.typeToString(checker.getTypeAtLocation(name), file, flags)}\n`,
    )
    .join('\n')
}

rmSync(`${folder}/dist/types`, { recursive: true, force: true })
renameSync(`${folder}/dist/types-raw/widget/src`, `${folder}/dist/types`)
rmSync(`${folder}/dist/types-raw`, { recursive: true })
writeFileSync(`${folder}/dist/types/core/contract.d.ts`, contractTypes())
