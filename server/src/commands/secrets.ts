import { runSecretsCommand } from './secrets-command.ts'
import { runInProcess } from './terminal.ts'

await runInProcess(runSecretsCommand)
