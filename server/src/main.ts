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
    ...(server.sandboxUrl === null
      ? [
          `  API           ${server.publicUrl}/docs`,
          `  Back office   ${server.publicUrl}/back-office`,
        ]
      : demoLines(server)),
    '',
  ].join('\n')

const demoLines = ({ publicUrl, sandboxUrl, shops, appToken }: RunningServer): string[] => [
  ...shops.flatMap((shop) => shopLines(publicUrl, shop)),
  `  API           ${publicUrl}/docs`,
  `  Sandbox PSP   ${sandboxUrl}/chaos`,
  `  App token     ${appToken}`,
  '',
  '  Open the shop, put a lamp in the cart, check out, and pay with the card that the payment page offers.',
]

/** The token is in the fragment, which no server and no log ever sees. */
const shopLines = (publicUrl: string, shop: RunningServer['shops'][number]): string[] => [
  `  ${shop.isMarketplace ? 'Marketplace ' : 'Shop        '}  ${publicUrl}/${shop.shop === null ? '' : `?shop=${shop.shop}`}`,
  `    back office ${publicUrl}/back-office#token=${encodeURIComponent(shop.operatorToken)}`,
]

main().catch((error: unknown) => {
  const { message } = error instanceof Error ? error : new Error(String(error))
  const cause =
    error instanceof Error && error.cause instanceof Error ? `\n  ${error.cause.message}` : ''
  process.stderr.write(`Tillway could not start. ${message}${cause}\n`)
  process.exit(1)
})
