import { inboundTexts, type MessageText, outboundTexts } from './message-texts.ts'
import { inboundMessages, outboundMessages } from './messages.ts'

const introduction = `# Messages

What becomes true of a payment is told to its shop as a message; what a shop wants to be done it sends as one. Names and
payloads are those that Spryker shops know. Amounts are integers in minor units: \`24890\` EUR is 248.90.

This file is written by \`pnpm contract\` from \`server/src/contract\`. For machines there is [asyncapi.json](asyncapi.json), which a
running server serves as \`/asyncapi.json\`.

## Connect a Spryker shop

Two addresses and a token: the shop's message broker sends to \`https://pay.shop.example/channels/\` and receives from the same
address, with \`APP_TOKEN\` (or a JWT, see \`APP_JWKS_URL\`) as its Bearer and its tenant as \`Consumer-Id\`. Channels that have no
messages here are answered as empty, so the broker may ask for all that the shop knows.

## Fetch

\`\`\`sh
curl -s 'http://localhost:4000/channels/payment-events?limit=100' \\
  -H "Authorization: Bearer $APP_TOKEN" -H 'Consumer-Id: demo'
\`\`\`

\`\`\`json
[{"MessageId":"0b8f0f0e-6c1c-4a55-b1f4-3d5f4f6c2f11",
  "MessageBody":"{\\"orderReference\\":\\"DE--1042\\",\\"orderItemIds\\":[\\"7\\"],\\"amount\\":24890,\\"currencyIsoCode\\":\\"EUR\\"}",
  "MessageAttributes":{"name":"PaymentAuthorized","transferName":"PaymentAuthorized","event":"PaymentAuthorized",
    "tenantIdentifier":"demo","storeReference":"demo","actorId":"tillway","emitter":"tillway","publisher":"tillway",
    "correlationId":"0b8f0f0e-6c1c-4a55-b1f4-3d5f4f6c2f11","transactionId":"0b8f0f0e-6c1c-4a55-b1f4-3d5f4f6c2f11",
    "timestamp":"2026-01-15T09:14:41.012345"}}]
\`\`\`

\`limit\` is 1 to 1000, and 100 when absent. Consume each message, then acknowledge it:

\`\`\`sh
curl -s -X DELETE http://localhost:4000/channels/payment-events \\
  -H "Authorization: Bearer $APP_TOKEN" -H 'Consumer-Id: demo' -H 'Content-Type: application/json' \\
  -d '{"messageIds":["0b8f0f0e-6c1c-4a55-b1f4-3d5f4f6c2f11"]}'
\`\`\`

\`\`\`json
{"acknowledged":1}
\`\`\`

Acknowledging again changes nothing, and ids that do not wait are ignored. In the demo the built-in shop fetches as well: what
it has taken is gone, and what you fetch and do not acknowledge reaches it later.

## Order, repetition and dead letters

- **At least once.** \`MessageId\` never changes: keep the ids that you have consumed, and acknowledge a repetition unread.
- **In order per payment.** Whoever is handed a message has 60 seconds to acknowledge it. Until then nobody is handed it again, nor
  any later message of the same payment on that channel. Messages of different payments have no order. Any number of consumers may
  share a channel.
- **Again, if not acknowledged.** The first repetitions come after a minute, later ones after up to six hours, each alone until
  those before it are acknowledged.
- **Dead letters.** A message that was handed out 20 times, which takes about three days, is set aside and frees those behind it. An
  operator can replay it, and a delivered one too; it keeps its id. A message that your broker does not know, and so never
  acknowledges, ends there and delays nothing else.
- Messages are kept for 35 days after they were settled.

## Or have them pushed

With \`PUSH_URL\` and \`PUSH_SECRETS\` each message is posted to the shop instead, signed by
[Standard Webhooks](https://www.standardwebhooks.com). (In the demo the built-in shop then hears nothing.)

\`\`\`http
POST /messages
webhook-id: 0b8f0f0e-6c1c-4a55-b1f4-3d5f4f6c2f11
webhook-timestamp: 1768468481
webhook-signature: v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4=

{"type":"PaymentAuthorized","timestamp":"2026-01-15T09:14:41.012345Z","data":{"orderReference":"DE--1042"},
 "channel":"payment-events","tenantIdentifier":"demo"}
\`\`\`

\`\`\`js
import { Webhook } from 'standardwebhooks'

// Throws when the signature does not match, or is more than five minutes old. The body is the text as it came.
const message = new Webhook(process.env.PUSH_SECRET).verify(rawBody, request.headers)
if (await isNew(request.headers['webhook-id'])) await consume(message.type, message.data)
response.writeHead(204).end()
\`\`\`

Answer 2xx within 10 seconds; anything else, a redirect included, is no success and is repeated: after 16 seconds, then twice as
long each time up to six hours, 20 times in about three days, then the message is a dead letter. Later messages of the same payment wait.
The reason of the last failure stands on the message: \`answered-503\`, \`timed-out\`, \`unreachable: ECONNREFUSED\`, \`address-not-public\`.

**Replace a secret** without losing a message: set \`PUSH_SECRETS\` to the new and the old one, separated by a comma; each push carries
both signatures. Let the shop know the new one, then remove the old one. A secret is \`whsec_\` and the base64 of at least 24 random bytes:
\`echo "whsec_$(openssl rand -base64 32)"\`.

In production the address must be \`https:\`, and every address that its name resolves to must be on the public internet
(\`PUSH_ALLOW_PRIVATE=1\` lifts this). The connection is made to the address that was checked.

## Send a command

\`\`\`sh
curl -s http://localhost:4000/channels/payment-commands \\
  -H "Authorization: Bearer $APP_TOKEN" -H 'Tenant-Identifier: demo' -H 'Content-Type: application/json' \\
  -H 'Transfer-Name: CancelPayment' -H "Message-Id: $(uuidgen)" \\
  -d '{"orderReference":"DE--1042","orderItemIds":[7],"amount":0,"currencyIsoCode":"EUR"}'
\`\`\`

It is kept, answered 202, and applied right after; its outcome comes as a message. The same \`Message-Id\` again is answered 202 and has no
effect. \`Transaction-Id\` is read where there is no \`Message-Id\`, and \`Name\` or \`Event\` where there is no \`Transfer-Name\`. Numeric strings
are numbers. A command for an order that has no payment is answered 404 \`4100\` and kept as a dead letter: sent again under its id once
there is a payment, it is applied.

## Headers

| fetched, in \`MessageAttributes\` | pushed | sent by the shop | what |
| --- | --- | --- | --- |
| \`MessageId\`, beside the attributes | \`webhook-id\` | \`Message-Id\` | the same on every attempt |
| \`name\`, \`transferName\`, \`event\` | \`type\`, in the body | \`Transfer-Name\` | the name of the message |
| \`tenantIdentifier\`, \`storeReference\` | \`tenantIdentifier\`, in the body | \`Tenant-Identifier\` | the shop |
| \`timestamp\` | \`timestamp\`, in the body | \`Timestamp\`, not read | when it became true: UTC, microseconds; fetched without a zone |
| \`correlationId\`, \`transactionId\` | | | for tracing; \`transactionId\` is no payment |
| \`actorId\`, \`emitter\`, \`publisher\` | | | \`tillway\` |
`

/** `docs/messages.md`: how messages travel, and each of them with an example. */
export const messagesPage = (): string =>
  [
    introduction,
    '## From Tillway to the shop',
    '',
    ...overview(outboundMessages, outboundTexts),
    ...Object.entries(outboundMessages).flatMap(([name, { channel }]) =>
      section(name, channel, outboundTexts),
    ),
    '## From the shop to Tillway',
    '',
    ...overview(inboundMessages, inboundTexts),
    ...Object.entries(inboundMessages).flatMap(([name, { channel }]) =>
      section(name, channel, inboundTexts),
    ),
  ]
    .join('\n')
    .trimEnd()
    .concat('\n')

const overview = (
  messages: Record<string, { channel: string }>,
  texts: Record<string, MessageText>,
): string[] => [
  '| message | channel | what it says |',
  '| --- | --- | --- |',
  ...Object.entries(messages).map(
    ([name, { channel }]) =>
      `| [${name}](#${name.toLowerCase()}) | \`${channel}\` | ${texts[name]?.summary} |`,
  ),
  '',
]

function section(name: string, channel: string, texts: Record<string, MessageText>): string[] {
  const text = texts[name]
  if (!text) throw new Error(`The message ${name} is not described.`)
  return [
    `### ${name}`,
    '',
    `${text.summary} On \`${channel}\`. ${text.when}`,
    '',
    '```json',
    JSON.stringify(text.example, null, 2),
    '```',
    '',
  ]
}
