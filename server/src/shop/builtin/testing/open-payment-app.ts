import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'

type Reply = { status: number; body?: unknown } | 'lost'
export type AppRequest = {
  path: string
  headers: IncomingHttpHeaders
  body: Record<string, unknown>
}
/** Decides about one request instead of the app; undefined: the app answers as it does. */
type Script = (request: AppRequest) => Reply | undefined | Promise<Reply | undefined>

/**
 * A payment app on a port of its own, as far as the shop meets one: it starts each order's payment once, remembers it, accepts
 * commands about orders that it knows, and transfers each item once. An answer that is `lost` breaks the connection after the effect.
 */
export async function openPaymentApp() {
  const requests: AppRequest[] = []
  const payments = new Map<string, string>()
  const transfers = new Map<string, string>()
  let script: Script = () => undefined
  const server = createServer(async (request, response) => {
    const text = (await request.toArray()).join('')
    const asked = { path: request.url ?? '', headers: request.headers, body: JSON.parse(text) }
    requests.push(asked)
    const scripted = await script(asked)
    if (scripted !== undefined && scripted !== 'lost') return answer(response, scripted)
    const reply = act({ payments, transfers }, asked)
    answer(response, scripted ?? reply)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string')
    throw new Error('The app of the tests does not listen.')
  return {
    url: `http://127.0.0.1:${address.port}`,
    requests,
    payments,
    /** The transfers that were made, by item and direction. */
    transfers,
    transferRequests: () => requests.filter(({ path }) => path === '/payments/transfers'),
    confirms: () => requests.filter(({ path }) => path === '/confirm-pre-order-payment'),
    starts: () => requests.filter(({ path }) => path === '/initialize-payment'),
    commands: () => requests.filter(({ path }) => path === '/channels/payment-commands'),
    follow: (next: Script) => {
      script = next
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}

type Book = { payments: Map<string, string>; transfers: Map<string, string> }

function act({ payments, transfers }: Book, { path, body, headers }: AppRequest): Reply {
  if (path === '/payments/transfers') return { status: 200, body: transferAll(transfers, body) }
  if (path === '/channels/payment-commands') {
    return { status: payments.has(String(body['orderReference'])) ? 202 : 404, body: [] }
  }
  if (path === '/merchants/onboarding') {
    const url = `http://psp.test/onboarding/${headers['x-merchant-reference']}`
    return { status: 201, body: { strategy: 'redirect', url } }
  }
  if (path === '/confirm-pre-order-payment') {
    return { status: 200, body: { isSuccessful: true, message: null } }
  }
  const key = String(headers['idempotency-key'])
  if (!payments.has(key)) payments.set(key, `tx_${payments.size + 1}`)
  const transactionId = payments.get(key)
  const redirectUrl = `http://psp.test/pay/${transactionId}`
  return {
    status: 200,
    body: { isSuccessful: true, statusCode: null, transactionId, redirectUrl, message: null },
  }
}

/** One transfer per merchant and direction would do; one per item says the same. */
function transferAll(transfers: Map<string, string>, body: AppRequest['body']) {
  const items = body['paymentTransmissionItems'] as Record<string, string>[]
  return {
    transfers: items.map((item) => {
      const key = `${item['item_reference']} ${item['transfer_id'] ?? ''}`.trim()
      if (!transfers.has(key)) transfers.set(key, `tr_${transfers.size + 1}`)
      return toTransfer(item, { isSuccessful: true, transferId: transfers.get(key) ?? null })
    }),
  }
}

/** What the app says about one item of a transfer. */
export const toTransfer = (
  item: Record<string, string>,
  outcome: { isSuccessful: boolean; transferId: string | null; failureReason?: string },
) => ({
  failureMessage: null,
  failureReason: null,
  ...outcome,
  merchantReference: item['merchant_reference'],
  orderReference: item['order_reference'],
  amount: item['amount'],
  paymentTransmissionItems: [
    {
      merchantReference: item['merchant_reference'],
      orderReference: item['order_reference'],
      itemReference: item['item_reference'],
      amount: item['amount'],
    },
  ],
})

function answer(response: ServerResponse, reply: Reply): void {
  if (reply === 'lost') response.destroy()
  else
    response
      .writeHead(reply.status, { 'Content-Type': 'application/json' })
      .end(JSON.stringify(reply.body ?? []))
}
