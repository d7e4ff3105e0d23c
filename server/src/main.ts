import { readConfig } from './config.ts'
import { type RunningServer, startServer } from './server.ts'

/** Starts the process: configuration, server, one block that says what to click, and a clean stop on a signal. */
async function main(): Promise<void> {
  const starting = startServer(readConfig(process.env))
  let isStopping = false
  const stop = async () => {
    if (isStopping) return
    isStopping = true
    const server = await starting
    await server.stop()
    process.exit(0)
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
  process.stdout.write(`${readyBlock(await starting)}\n`)
}

const readyBlock = (server: RunningServer): string =>
  [
    '',
    `  Tillway is ready (pid ${process.pid})`,
    '',
    ...(server.sandboxUrl === null ? [] : [`  Shop          ${server.publicUrl}/`]),
    `  API           ${server.publicUrl}/docs`,
    ...(server.sandboxUrl === null
      ? [`  Back office   ${server.publicUrl}/back-office`]
      : demoLines(server)),
    '',
  ].join('\n')

/** The token is in the fragment, which no server and no log ever sees. */
const demoLines = ({ publicUrl, sandboxUrl, appToken, panelToken }: RunningServer): string[] => [
  `  Back office   ${publicUrl}/back-office#token=${encodeURIComponent(panelToken)}`,
  `  Sandbox PSP   ${sandboxUrl}/chaos`,
  `  App token     ${appToken}`,
  `  Operator      ${panelToken}`,
  '',
  '  Open the shop, put a lamp in the cart, check out, and pay with the card that the payment page offers.',
]

main().catch((error: unknown) => {
  const { message } = error instanceof Error ? error : new Error(String(error))
  const cause =
    error instanceof Error && error.cause instanceof Error ? `\n  ${error.cause.message}` : ''
  process.stderr.write(`Tillway could not start. ${message}${cause}\n`)
  process.exit(1)
})
