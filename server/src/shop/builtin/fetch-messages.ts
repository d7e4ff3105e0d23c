import { z } from 'zod'
import { forEachAtOnce } from '../../at-once.ts'
import type { OutboundMessage } from '../../contract/messages.ts'
import type { Database } from '../../database/database.ts'
import { consumeMessage } from './consume-message.ts'
import type { ChannelOf, MessageSource } from './message-source.ts'
import type { OrderProcesses } from './order-processes.ts'

type Deps = { db: Database; processes: OrderProcesses; tenant: string; source: MessageSource }

const paymentEvents = 'payment-events'
/** Nothing that a shopper waits for comes on these. */
const otherChannels = ['payment-method-commands', 'merchant-app-events', 'app-events']
const othersEveryMs = 5_000
const batchMax = 100
const ordersAtOnce = 4

/**
 * The shop's message broker: each call fetches what waits, consumes it and acknowledges it. Answers how many messages were
 * taken; throws what a message threw, once the others are acknowledged.
 */
export function createMessageFetcher(deps: Deps): () => Promise<number> {
  let othersDueAt = 0
  return async () => {
    const taken = await fetchChannel(deps, paymentEvents)
    if (Date.now() < othersDueAt) return taken
    othersDueAt = Date.now() + othersEveryMs
    const others = await Promise.all(otherChannels.map((channel) => fetchChannel(deps, channel)))
    return others.reduce((sum, count) => sum + count, taken)
  }
}

async function fetchChannel(deps: Deps, channel: string): Promise<number> {
  const of: ChannelOf = { tenant: deps.tenant, channel }
  const messages = await deps.source.fetch(of, batchMax)
  const taken: string[] = []
  const defects: unknown[] = []
  await forEachAtOnce(byOrder(messages).values(), ordersAtOnce, (ofOrder) =>
    consumeInTurn(deps, ofOrder, taken).catch((error: unknown) => void defects.push(error)),
  )
  if (taken.length > 0) await deps.source.acknowledge(of, taken)
  if (defects.length > 0) throw new AggregateError(defects, 'Messages could not be consumed.')
  return taken.length
}

/** What one message throws holds back those behind it: none of them is acknowledged, and all come again. */
async function consumeInTurn(
  deps: Deps,
  messages: readonly OutboundMessage[],
  taken: string[],
): Promise<void> {
  for (const message of messages) {
    await consumeMessage(deps, message)
    taken.push(message.messageId)
  }
}

/** A reference that cannot be read is the consumer's to refuse; the others still say whose turn it is. */
const Reference = z.string().optional().catch(undefined)
const References = z.object({
  orderReference: Reference,
  entityReference: Reference,
  paymentReference: Reference,
})

/** The messages of each order in their order; those that name only a payment join its order where one tells which it is. */
function byOrder(messages: readonly OutboundMessage[]): Map<string, OutboundMessage[]> {
  const read = messages.map((message) => {
    const references = References.parse(message.payload)
    const order = references.orderReference ?? references.entityReference
    return { message, order, payment: references.paymentReference }
  })
  const orders = new Map(
    read.flatMap(({ order, payment }) => (order && payment ? [[payment, order]] : [])),
  )
  const groups = new Map<string, OutboundMessage[]>()
  for (const { message, order, payment = message.messageId } of read) {
    const key = order ?? orders.get(payment) ?? payment
    groups.set(key, [...(groups.get(key) ?? []), message])
  }
  return groups
}
