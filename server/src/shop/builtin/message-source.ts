import { z } from 'zod'
import { MessageEnvelope } from '../../contract/message-envelope.ts'
import {
  type OutboundMessage,
  type OutboundName,
  outboundMessages,
} from '../../contract/messages.ts'

export type ChannelOf = { tenant: string; channel: string }

/** The payment app's channels, as a shop's message broker reaches them: over HTTP, with a token. */
export type MessageSource = {
  /** What waits, oldest first. Whoever is handed it has a minute; nothing while the app does not answer. */
  fetch(of: ChannelOf, limit: number): Promise<OutboundMessage[]>
  /** Says what has been taken. An acknowledgement that is lost brings the messages again. */
  acknowledge(of: ChannelOf, messageIds: readonly string[]): Promise<void>
}

/** The part of `fetch` that the broker uses: every second, so that a lighter one than the platform's own pays. */
export type BrokerFetch = (
  url: string,
  init: {
    method: 'GET' | 'DELETE'
    headers: Readonly<Record<string, string>>
    body?: string
    redirect: 'manual'
    signal: AbortSignal
  },
) => Promise<{ status: number; text(): Promise<string> }>

const timeoutMs = 15_000

const Batch = z.array(MessageEnvelope)

export function createMessageSource({
  brokerFetch,
  appBaseUrl,
  appToken,
}: {
  brokerFetch: BrokerFetch
  appBaseUrl: string
  appToken: string
}): MessageSource {
  const ask = async (
    { tenant, channel }: ChannelOf,
    query: string,
    request: { method: 'GET' } | { method: 'DELETE'; body: string },
  ): Promise<unknown> => {
    const answer = await brokerFetch(`${appBaseUrl}/channels/${channel}${query}`, {
      ...request,
      headers: {
        Authorization: `Bearer ${appToken}`,
        'Consumer-Id': tenant,
        'Content-Type': 'application/json',
      },
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    }).catch(() => null)
    // The app is starting or stopping: it is asked again.
    if (answer === null || answer.status === 503) return null
    if (answer.status !== 200)
      throw new Error(`The app answered ${answer.status} to the message broker.`)
    return JSON.parse(await answer.text())
  }
  return {
    fetch: async (of, limit) =>
      Batch.parse((await ask(of, `?limit=${limit}`, { method: 'GET' })) ?? []).flatMap(
        (envelope) => {
          const message = toMessage(of, envelope)
          return message ? [message] : []
        },
      ),
    acknowledge: async (of, messageIds) => {
      await ask(of, '', { method: 'DELETE', body: JSON.stringify({ messageIds }) })
    },
  }
}

/** Null for a message of a later version, which is left for a process that knows it. */
function toMessage(
  { tenant, channel }: ChannelOf,
  { MessageId, MessageBody, MessageAttributes }: z.output<typeof MessageEnvelope>,
): OutboundMessage | null {
  const { name, timestamp } = MessageAttributes
  if (!isOutboundName(name)) return null
  const payload = JSON.parse(MessageBody)
  return { messageId: MessageId, tenant, name, channel, payload, timestamp: `${timestamp}Z` }
}

const isOutboundName = (name: string): name is OutboundName => Object.hasOwn(outboundMessages, name)
