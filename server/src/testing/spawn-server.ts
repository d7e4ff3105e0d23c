import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** A server in a process of its own, as an operator runs it. */
export type SpawnedServer = {
  process: ChildProcess
  publicUrl: string
  sandboxUrl: string
  appToken: string
  /** Sends a signal and answers the exit code once the process is gone; null when a signal ended it. */
  end(signal: NodeJS.Signals): Promise<number | null>
}

const mainFile = fileURLToPath(new URL('../main.ts', import.meta.url))

/** Starts `main.ts` on free ports and waits until it says that it is ready. Fails with what it wrote when it ends before. */
export async function spawnServer(env: Record<string, string>): Promise<SpawnedServer> {
  const child = spawn(process.execPath, [mainFile], {
    env: {
      PATH: process.env['PATH'] ?? '',
      PORT: '0',
      SANDBOX_PORT: '0',
      LOG_LEVEL: 'error',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const exited = new Promise<number | null>((resolve) =>
    child.once('exit', (code) => resolve(code)),
  )
  const output = await readUntilReady(child)
  return {
    process: child,
    publicUrl: find(output, /Shop +(http\S+?)\/\n/),
    sandboxUrl: find(output, /Sandbox PSP +(http\S+?)\/chaos/),
    appToken: find(output, /App token +(\S+)/),
    end: (signal) => {
      child.kill(signal)
      return exited
    },
  }
}

function readUntilReady(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = ''
    const read = (chunk: Buffer) => {
      output += chunk.toString()
      if (/App token.*\n/.test(output)) resolve(output)
    }
    child.stdout?.on('data', read)
    child.stderr?.on('data', read)
    child.once('exit', (code) => reject(new Error(`The server ended with ${code}: ${output}`)))
  })
}

function find(output: string, pattern: RegExp): string {
  const found = pattern.exec(output)?.[1]
  if (!found) throw new Error(`The server did not print ${pattern}: ${output}`)
  return found
}
