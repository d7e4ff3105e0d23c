import { runTenantsCommand } from './tenants-command.ts'
import { runInProcess } from './terminal.ts'

await runInProcess(runTenantsCommand)
