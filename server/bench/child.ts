import { type ChildProcess, fork } from 'node:child_process'

/** A process of the bench that answers questions over IPC. It ends when it is told to, and when its parent is gone. */
export type Child<Questions> = {
  ask<Name extends keyof Questions & string>(
    name: Name,
    ...input: InputOf<Questions[Name]>
  ): Promise<AnswerOf<Questions[Name]>>
  stop(): Promise<void>
}

// biome-ignore lint/suspicious/noExplicitAny: any function may be asked over IPC; the caller's type says which.
type AnyFunction = (...input: any[]) => unknown
type InputOf<Question> = Question extends AnyFunction ? Parameters<Question> : never
type AnswerOf<Question> = Question extends AnyFunction ? Awaited<ReturnType<Question>> : never

type Asked = { id: number; name: string; input: unknown[] }
type Answered = { id: number; answer?: unknown; error?: string }

const stopMaxMs = 10_000

/** Starts `file` in a fresh process and waits until it is ready to be asked. */
export async function startChild<Questions>(
  file: string,
  env: Record<string, string> = {},
  execArgv: readonly string[] = [],
): Promise<Child<Questions>> {
  const child = fork(new URL(file, import.meta.url), {
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...env },
    execArgv: [...execArgv],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  const waiting = new Map<number, (answered: Answered) => void>()
  const gone = whenGone(child, file, waiting)
  child.on('message', (answered: Answered) => waiting.get(answered.id)?.(answered))
  let lastId = 0
  const ask = async (name: string, ...input: unknown[]): Promise<never> => {
    lastId += 1
    const id = lastId
    const answered = await new Promise<Answered>((resolve) => {
      waiting.set(id, resolve)
      child.send({ id, name, input }, (error) => error && resolve({ id, error: error.message }))
    })
    waiting.delete(id)
    if (answered.error !== undefined)
      throw new Error(`${file} could not ${name}: ${answered.error}`)
    // Both sides are typed by `Questions`; what travels between them is JSON.
    return answered.answer as never
  }
  await ask('ready')
  return { ask, stop: () => stop(child, gone) }
}

/** Resolves once the process has ended; whoever still waits for an answer learns it. */
const whenGone = (
  child: ChildProcess,
  file: string,
  waiting: Map<number, (answered: Answered) => void>,
) =>
  new Promise<void>((resolve) => {
    child.once('exit', (code, signal) => {
      for (const [id, answer] of waiting) answer({ id, error: `${file} ended (${signal ?? code})` })
      resolve()
    })
  })

async function stop(child: ChildProcess, gone: Promise<void>): Promise<void> {
  const cut = setTimeout(() => child.kill('SIGKILL'), stopMaxMs)
  if (child.connected) child.disconnect()
  await gone
  clearTimeout(cut)
}

/** Answers the parent's questions until the parent hangs up; then `end` may tidy up, and the process exits. */
export function answerParent(
  handlers: Record<string, AnyFunction>,
  end: () => Promise<void> = async () => {},
): void {
  process.on('message', async ({ id, name, input }: Asked) => {
    const reply = (answered: Answered) => process.connected && process.send?.(answered)
    try {
      reply({ id, answer: name === 'ready' ? null : await handlers[name]?.(...input) })
    } catch (error) {
      reply({ id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) })
    }
  })
  // Ctrl-C reaches the whole group of processes; only the parent decides what ends when.
  process.on('SIGINT', () => {})
  process.on('disconnect', async () => {
    await end()
    process.exit(0)
  })
}
