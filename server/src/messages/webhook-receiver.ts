import { Agent, type IncomingMessage, request } from 'node:http'
import { Agent as SecureAgent, request as secureRequest } from 'node:https'
import { isIP } from 'node:net'
import { Webhook } from 'standardwebhooks'
import type { z } from 'zod'
import type { PushBody } from '../contract/message-envelope.ts'
import type { OutboundMessage } from '../contract/messages.ts'
import { fail, ok, type Result } from '../result.ts'
import { addressRefused, createCheckedLookup, type Resolve } from './checked-lookup.ts'
import { isPublicAddress } from './public-address.ts'
import type { MessageReceiver } from './push-messages.ts'

export type WebhookTarget = {
  url: string
  /** Each signs: while a secret is replaced, the receiver may know the old one or the new one. */
  secrets: readonly string[]
  /** Addresses that are not on the public internet are called as well. */
  isPrivateAllowed: boolean
}

/** Less than the first backoff of a message, so that it is never pushed twice at a time. */
const defaultTimeoutMs = 10_000
/** Nothing of an answer but its status is read; the rest is let pass so that the connection can be used again. */
const answerMaxBytes = 64 * 1024

/**
 * Pushes messages as Standard Webhooks: the message's id is the webhook's id, every secret signs. Only 2xx is success;
 * redirects are not followed, since nobody checked where they lead.
 */
export function createWebhookReceiver(
  target: WebhookTarget,
  connection: { resolve?: Resolve; timeoutMs?: number } = {},
): MessageReceiver {
  const signers = target.secrets.map((secret) => new Webhook(secret))
  const post = createPost(target, connection)
  return {
    take: async (message) => {
      const body = JSON.stringify(toPushBody(message))
      const now = new Date()
      const signatures = signers.map((signer) => signer.sign(message.messageId, now, body))
      const answer = await post(body, {
        'content-type': 'application/json',
        'content-length': String(Buffer.byteLength(body)),
        'user-agent': 'Tillway',
        'webhook-id': message.messageId,
        'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
        'webhook-signature': signatures.join(' '),
      })
      if (!answer.ok) return answer
      const { value: status } = answer
      return status >= 200 && status < 300 ? ok(null) : fail(`answered-${status}`)
    },
  }
}

const toPushBody = (message: OutboundMessage): z.output<typeof PushBody> => ({
  type: message.name,
  timestamp: message.timestamp,
  data: message.payload,
  channel: message.channel,
  tenantIdentifier: message.tenant,
})

type Post = (body: string, headers: Record<string, string>) => Promise<Result<number, string>>

function createPost(
  target: WebhookTarget,
  { resolve, timeoutMs = defaultTimeoutMs }: { resolve?: Resolve; timeoutMs?: number },
): Post {
  const url = new URL(target.url)
  const isAllowed = target.isPrivateAllowed ? () => true : isPublicAddress
  const options = { keepAlive: true, lookup: createCheckedLookup(isAllowed, resolve) }
  const isSecure = url.protocol === 'https:'
  const agent = isSecure ? new SecureAgent(options) : new Agent(options)
  const open = isSecure ? secureRequest : request
  // An address is not looked up, so it is checked here. An IPv6 address stands in brackets.
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1')
  const isRefused = isIP(host) !== 0 && !isAllowed(host)
  return (body, headers) =>
    new Promise((settle) => {
      if (isRefused) return settle(fail('address-not-public'))
      const signal = AbortSignal.timeout(timeoutMs)
      const call = open(url, { method: 'POST', headers, agent, signal })
      call.on('error', (error) => settle(fail(failureOf(error, signal))))
      call.on('response', (answer) => {
        letPass(answer)
        settle(ok(answer.statusCode ?? 0))
      })
      call.end(body)
    })
}

function letPass(answer: IncomingMessage): void {
  let size = 0
  answer.on('data', (chunk: Buffer) => {
    size += chunk.byteLength
    if (size > answerMaxBytes) answer.destroy()
  })
  // The status has been read: what becomes of the rest is of no interest.
  answer.on('error', () => {})
}

function failureOf(error: Error & { code?: unknown }, signal: AbortSignal): string {
  if (signal.aborted) return 'timed-out'
  if (error.code === addressRefused) return 'address-not-public'
  return `unreachable: ${String(error.code ?? error.name)}`
}
