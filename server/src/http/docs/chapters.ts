import { html } from 'hono/html'
import { type FailureKind, failures } from '../../contract/failures.ts'
import { outboundTexts } from '../../contract/message-texts.ts'
import { type OutboundName, outboundMessages } from '../../contract/messages.ts'
import { codeBlock, type Html, table } from './elements.ts'

/** What no single operation can say. */
export type Chapter = { id: string; title: string; body: Html }

const identity: Chapter = {
  id: 'identity',
  title: 'Who is asking',
  body: html`<p>
      A customer sends <code>Authorization: Bearer …</code>, an access token of the shop whose audience is
      <code>storefront</code>. A guest sends <code>X-Anonymous-Customer-Unique-Id</code>: a secret of 20 to 200
      characters that the storefront makes at random and keeps. Whoever knows it is this guest, so it belongs into no
      address and no log.
    </p>
    <p>
      A shop’s backend sends the token of its tenant and names the tenant in <code>X-Tenant-Identifier</code>. Tokens of
      one side are worthless at the other. What belongs to somebody else does not exist: it is a 404.
    </p>`,
}

const idempotency: Chapter = {
  id: 'idempotency',
  title: 'Asking twice, paying once',
  body: html`<p>
      A POST that moves a payment takes <code>Idempotency-Key</code>: your own name for the request, a UUID for example.
      Make one when the shopper decides to pay and keep it until there is a definite answer. After a lost connection,
      repeat the request with the same key and the same body.
    </p>
    ${table(
      ['what you did', 'what is answered'],
      [
        [
          'repeated the request',
          html`the first answer, with <code>Idempotent-Replayed: true</code>`,
        ],
        ['used the key for another body', refusalOf('idempotency-key-reused')],
        ['repeated it while the first is running', refusalOf('request-in-flight')],
        [
          'repeated it after a 5xx',
          'it goes on where it was cut off: nothing is paid twice, and 5xx are never stored',
        ],
      ],
    )}
    <p>
      A key belongs to its caller and its operation; answers are kept for 48 hours. Without a key you are still safe: one
      cart, and one order, has at most one live payment, and asking again answers that one.
    </p>`,
}

const webhooks: Chapter = {
  id: 'webhooks-explained',
  title: 'Webhooks',
  body: html`<p>
      Give your payment provider the address <a href="#takeWebhook"><code>/webhooks/{psp}/{tenant}</code></a>. Its
      signature is verified over the raw bytes, the event is kept, answered 200, and applied right after: from webhook to
      visible status it takes less than a second. Events may come twice, late or in another order; what is older than what
      is known changes nothing. A timestamp more than five minutes away is refused, and so is a test event on the live
      path.
    </p>
    <p>The sandbox signs by Standard Webhooks:</p>
    ${codeBlock(
      'webhook-id: evt_3n0c9Qm2\nwebhook-timestamp: 1768468481\nwebhook-signature: v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4=',
    )}`,
}

const messages: Chapter = {
  id: 'messages-explained',
  title: 'Messages',
  body: html`<p>
      What becomes true of an order’s payment is told to its shop as a message, in order per payment and at least once: the
      id of a message never changes. A shop’s message broker
      <a href="#fetchMessages">fetches</a> and <a href="#acknowledgeMessages">acknowledges</a> them, or they are pushed to
      the shop’s own address, signed by Standard Webhooks. Payloads and examples are in
      <a href="/asyncapi.json">asyncapi.json</a>.
    </p>
    ${table(
      ['message', 'channel', 'what it says'],
      Object.entries(outboundMessages).map(([name, { channel }]) => [
        html`<code>${name}</code>`,
        html`<code>${channel}</code>`,
        // The texts have a line for every message; `Object.entries` forgets its keys.
        outboundTexts[name as OutboundName].summary,
      ]),
    )}
    <p>
      A shop’s own commands go the other way, to
      <a href="#takeMessage"><code>/channels/payment-commands</code></a>.
    </p>`,
}

const errors: Chapter = {
  id: 'errors',
  title: 'Errors',
  body: html`<p>
      <code>code</code> is stable and never changes its meaning; <code>meta.kind</code> is the same thing as a word. A 4xx
      says what to change. A 5xx says that nothing happened, or that the outcome will be looked up: repeat the request
      with the same key. <code>Retry-After</code> says when.
    </p>
    ${table(
      ['status', 'code', 'kind', 'what to do'],
      Object.entries(failures).map(([kind, { status, code, detail }]) => [
        String(status),
        html`<code>${code}</code>`,
        html`<span id="error-${kind}">${kind}</span>`,
        detail,
      ]),
    )}`,
}

function refusalOf(kind: FailureKind): Html {
  const { status, code, detail } = failures[kind]
  return html`<code>${status}</code> <code>${code}</code>: ${detail}`
}

export const chapters: readonly Chapter[] = [identity, idempotency, webhooks, messages, errors]
