import { createServer } from 'node:http'
import type { OutboundMessage } from '../../../contract/messages.ts'

/**
 * The channels of a payment app on a port of their own, as far as the shop meets them: what waits on payment-events is handed
 * out until it is acknowledged. `refuseWith` makes it answer with that status.
 */
export async function openChannels() {
  const waiting: OutboundMessage[] = []
  const acknowledged: string[] = []
  const asked: string[] = []
  let status = 200
  const server = createServer(async (request, response) => {
    const text = (await request.toArray()).join('')
    asked.push(`${request.method} ${request.url} ${request.headers['consumer-id']}`)
    const isEvents = request.url?.startsWith('/channels/payment-events') ?? false
    if (request.method === 'DELETE') acknowledged.push(...JSON.parse(text).messageIds)
    const open = waiting.filter(({ messageId }) => !acknowledged.includes(messageId))
    const batch = request.method === 'GET' && isEvents ? open.map(toEnvelope) : []
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(batch))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string')
    throw new Error('The channels of the tests do not listen.')
  return {
    url: `http://127.0.0.1:${address.port}`,
    waiting,
    acknowledged,
    asked,
    refuseWith: (next: number) => {
      status = next
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}

const toEnvelope = ({ messageId, tenant, name, payload, timestamp }: OutboundMessage) => ({
  MessageId: messageId,
  MessageBody: JSON.stringify(payload),
  MessageAttributes: {
    name,
    transferName: name,
    event: name,
    tenantIdentifier: tenant,
    storeReference: tenant,
    actorId: 'tillway',
    emitter: 'tillway',
    publisher: 'tillway',
    correlationId: messageId,
    transactionId: messageId,
    timestamp: timestamp.replace('Z', '000'),
  },
})
