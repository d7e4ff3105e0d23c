/** Where a command reads its settings and writes what it has to say. */
export type Terminal = {
  env: Readonly<Record<string, string | undefined>>
  out(text: string): void
  err(text: string): void
}

/** Runs a command with this process's own settings and streams. */
export async function runInProcess(
  command: (args: readonly string[], terminal: Terminal) => Promise<number>,
): Promise<void> {
  const terminal: Terminal = {
    env: process.env,
    out: (text) => process.stdout.write(`${text}\n`),
    err: (text) => process.stderr.write(`${text}\n`),
  }
  try {
    process.exitCode = await command(process.argv.slice(2), terminal)
  } catch (error) {
    terminal.err(error instanceof Error ? error.message : String(error))
    process.exitCode = 1
  }
}
