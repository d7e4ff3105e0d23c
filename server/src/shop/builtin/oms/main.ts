import { runOmsCommand } from './oms-command.ts'

process.exitCode = await runOmsCommand(process.argv.slice(2), {
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
})
