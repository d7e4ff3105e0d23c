import type { z } from 'zod'
import { MessageAttributes, PushBody, PushHeaders, SentAttributes } from './message-envelope.ts'
import { inboundTexts, type MessageText, outboundTexts } from './message-texts.ts'
import {
  CommandPayload,
  inboundMessages,
  outboundMessages,
  PaymentMethodPayload,
  PaymentPayload,
} from './messages.ts'
import { type JsonSchema, toPointer, writeSchemas } from './openapi/schemas.ts'

type Ref = { $ref: string }

type Message = {
  name: string
  title: string
  summary: string
  description: string
  contentType: string
  headers: Ref
  payload: Ref
  correlationId: { location: string }
  examples: { name: string; summary: string; payload: Record<string, unknown> }[]
}

type Operation = {
  action: 'send' | 'receive'
  channel: Ref
  title: string
  summary: string
  description: string
  bindings: { http: { method: string; bindingVersion: '0.3.0' } }
  messages: Ref[]
}

/** An AsyncAPI 3.0 document, as far as this server writes it. */
export type AsyncApi = {
  asyncapi: '3.0.0'
  info: {
    title: string
    version: string
    description: string
    license: { name: string; url: string }
  }
  defaultContentType: string
  servers: Record<string, object>
  channels: Record<
    string,
    {
      address: string
      title: string
      description: string
      servers: Ref[]
      messages: Record<string, Ref>
    }
  >
  operations: Record<string, Operation>
  components: {
    messages: Record<string, Message>
    schemas: Record<string, JsonSchema>
    securitySchemes: Record<string, object>
  }
}

/** Every message between Tillway and a shop as AsyncAPI 3.0, from the contract and nothing else. */
export function createAsyncApi({ publicUrl }: { publicUrl: string }): AsyncApi {
  const names = nameSchemas()
  const refTo = (schema: z.ZodType): Ref => ({ $ref: toPointer(names.get(schema) ?? '') })
  const describe = (
    all: Record<string, { payload: z.ZodType }>,
    texts: Record<string, MessageText>,
    headers: z.ZodType,
  ): [string, Message][] =>
    Object.entries(all).map(([name, { payload }]) => [
      name,
      toMessage(name, texts[name] ?? nothing, {
        headers: refTo(headers),
        payload: refTo(payload),
        id: headers === MessageAttributes ? 'correlationId' : 'Message-Id',
      }),
    ])
  const pushed = toMessage('PushedMessage', pushText, {
    headers: refTo(PushHeaders),
    payload: refTo(PushBody),
    id: 'webhook-id',
  })
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Tillway messages',
      version: '1',
      description:
        'What becomes true of payments, told to their shop, and what a shop asks for. Amounts are integers in minor units. ' +
        'Each message is told at least once and has a stable id; messages of one payment keep their order.',
      license: { name: 'MIT', url: 'https://opensource.org/license/mit' },
    },
    defaultContentType: 'application/json',
    servers: toServers(publicUrl),
    channels: toChannels(),
    operations: toOperations(),
    components: {
      messages: Object.fromEntries([
        ...describe(outboundMessages, outboundTexts, MessageAttributes),
        ...describe(inboundMessages, inboundTexts, SentAttributes),
        ['PushedMessage', pushed],
      ]),
      schemas: writeSchemas(names),
      securitySchemes: {
        appToken: {
          type: 'http',
          scheme: 'bearer',
          description:
            'APP_TOKEN, or a JWT whose audience is `app` and whose tenant is the one in the header.',
        },
      },
    },
  }
}

const nothing: MessageText = { summary: '', when: '', example: {} }

/** Payloads that several messages share have a name of their own; the others have their message's. */
function nameSchemas(): Map<z.ZodType, string> {
  const names = new Map<z.ZodType, string>([
    [MessageAttributes, 'MessageAttributes'],
    [SentAttributes, 'SentAttributes'],
    [PushHeaders, 'PushHeaders'],
    [PushBody, 'PushBody'],
    [PaymentPayload, 'PaymentPayload'],
    [PaymentMethodPayload, 'PaymentMethodPayload'],
    [CommandPayload, 'CommandPayload'],
  ])
  for (const [name, { payload }] of Object.entries({ ...outboundMessages, ...inboundMessages }))
    if (!names.has(payload)) names.set(payload, `${name}Payload`)
  return names
}

const toMessage = (
  name: string,
  { summary, when, example }: MessageText,
  { headers, payload, id }: { headers: Ref; payload: Ref; id: string },
): Message => ({
  name,
  title: name,
  summary,
  description: when,
  contentType: 'application/json',
  headers,
  payload,
  correlationId: { location: `$message.header#/${id}` },
  examples: [{ name: 'example', summary, payload: example }],
})

const pushText: MessageText = {
  summary: 'Any message to the shop, as it is pushed.',
  when: 'Where the shop has an address for messages. `type` is the name of the message and `data` its payload; the headers are those of Standard Webhooks.',
  example: {
    type: 'PaymentAuthorized',
    timestamp: '2026-01-15T09:14:41.012345Z',
    data: outboundTexts.PaymentAuthorized.example,
    channel: 'payment-events',
    tenantIdentifier: 'demo',
  },
}

function toServers(publicUrl: string): AsyncApi['servers'] {
  const { host, protocol } = new URL(publicUrl)
  return {
    tillway: {
      host,
      protocol: protocol.replace(':', ''),
      description: 'Where a shop’s message broker fetches, acknowledges and sends.',
      security: [{ $ref: '#/components/securitySchemes/appToken' }],
    },
    shop: {
      host: '{host}',
      protocol: 'https',
      description: 'The shop’s own address, where messages are pushed instead if it has one.',
      variables: { host: { description: 'From PUSH_URL.', default: 'shop.example' } },
    },
  }
}

const channelTexts: Record<string, string> = {
  'payment-events': 'What becomes true of payments.',
  'payment-method-commands': 'Which payment methods the shop may offer.',
  'merchant-app-events': 'The accounts of a marketplace’s merchants.',
  'app-events': 'The connection of the shop itself.',
  'payment-commands': 'What the shop wants to be done with payments.',
}

const messagesOn = (all: Record<string, { channel: string }>, channel: string): string[] =>
  Object.entries(all).flatMap(([name, message]) => (message.channel === channel ? [name] : []))

const everyMessage = { ...outboundMessages, ...inboundMessages }

function toChannels(): AsyncApi['channels'] {
  const served = Object.entries(channelTexts).map(([channel, description]) => [
    channel,
    {
      address: `/channels/${channel}`,
      title: channel,
      description,
      servers: [{ $ref: '#/servers/tillway' }],
      messages: toMessageRefs(messagesOn(everyMessage, channel)),
    },
  ])
  return {
    ...Object.fromEntries(served),
    pushed: {
      address: '/',
      title: 'pushed',
      description:
        'All messages to the shop, where it has an address: the path is that of PUSH_URL.',
      servers: [{ $ref: '#/servers/shop' }],
      messages: toMessageRefs(['PushedMessage']),
    },
  }
}

const toMessageRefs = (names: readonly string[]): Record<string, Ref> =>
  Object.fromEntries(names.map((name) => [name, { $ref: `#/components/messages/${name}` }]))

function toOperations(): AsyncApi['operations'] {
  const told = Object.keys(channelTexts).filter(
    (channel) => messagesOn(outboundMessages, channel).length > 0,
  )
  const give = told.map((channel) => [
    `give-${channel}`,
    toOperation('send', channel, {
      names: messagesOn(outboundMessages, channel),
      method: 'GET',
      summary: `The shop fetches ${channel}.`,
      description:
        'A list of `{MessageId, MessageBody, MessageAttributes}`: the payload is a JSON string. Whoever is handed a message ' +
        'has 60 seconds to acknowledge it by DELETE with its id, before it is handed out again.',
    }),
  ])
  return {
    ...Object.fromEntries(give),
    'take-payment-commands': toOperation('receive', 'payment-commands', {
      names: messagesOn(inboundMessages, 'payment-commands'),
      method: 'POST',
      summary: 'The shop sends a command.',
      description:
        'The body is the payload, the attributes are headers. Taken once per Message-Id.',
    }),
    'push-messages': toOperation('send', 'pushed', {
      names: ['PushedMessage'],
      method: 'POST',
      summary: 'A message is pushed to the shop.',
      description:
        'Signed by Standard Webhooks. Only 2xx is success; anything else is repeated over three days, in order per payment.',
    }),
  }
}

const toOperation = (
  action: Operation['action'],
  channel: string,
  {
    names,
    method,
    summary,
    description,
  }: { names: readonly string[]; method: string; summary: string; description: string },
): Operation => ({
  action,
  channel: { $ref: `#/channels/${channel}` },
  title: summary,
  summary,
  description,
  bindings: { http: { method, bindingVersion: '0.3.0' } },
  messages: names.map((name) => ({ $ref: `#/channels/${channel}/messages/${name}` })),
})
