import { html } from 'hono/html'
import type { Html, Page } from '../pages/layout.ts'
import type { ListedDelivery } from '../webhooks/delivery-store.ts'
import { type ChaosSettings, calm } from './chaos.ts'

type Setting = { name: keyof ChaosSettings; label: string; note: string }

const groups: readonly { title: string; settings: readonly Setting[] }[] = [
  {
    title: 'Answers of the API',
    settings: [
      {
        name: 'offline',
        label: 'Offline',
        note: 'API, payment page, sheets and card fields answer 503.',
      },
      {
        name: 'fail_before_next',
        label: 'Fail before',
        note: 'So many calls answer 500 and do nothing.',
      },
      {
        name: 'lose_answer_next',
        label: 'Lose the answer',
        note: 'So many calls work, and nobody hears of it.',
      },
      {
        name: 'lose_answer_kind',
        label: 'How an answer is lost',
        note: 'Connection dropped, or HTTP 500.',
      },
      { name: 'answer_delay_ms', label: 'Slow answers', note: 'Milliseconds after the effect.' },
    ],
  },
  {
    title: 'Webhooks',
    settings: [
      { name: 'webhook_delay_ms', label: 'Delay', note: 'Milliseconds until the first try.' },
      {
        name: 'webhook_duplicates',
        label: 'Duplicates',
        note: 'Extra copies with the same event id.',
      },
      {
        name: 'webhook_reorder',
        label: 'Reorder',
        note: 'Holds an event behind the next one of its charge, 5 s at most.',
      },
      {
        name: 'webhook_drop_next',
        label: 'Drop',
        note: 'So many events are never sent. Send them below.',
      },
      {
        name: 'webhook_forge',
        label: 'Forge',
        note: 'Sends a copy with a wrong signature as well.',
      },
    ],
  },
  {
    title: 'Bank and wallets',
    settings: [
      {
        name: 'processing_ms',
        label: 'Processing time',
        note: 'Milliseconds until a pending payment is paid.',
      },
      {
        name: 'wallet_fail_next',
        label: 'Fail to approve',
        note: 'So many approvals in a sheet end in an error and authorise nothing.',
      },
      {
        name: 'sdk_offline',
        label: 'Scripts offline',
        note: 'The scripts of both wallets answer 503, so shops cannot show their buttons.',
      },
    ],
  },
]

export type ChaosPage = {
  settings: ChaosSettings
  deliveries: readonly ListedDelivery[]
  action: string
  message: string | null
}

/** The operator's page: what goes wrong on purpose, and what became of the webhooks. Needs no script. */
export const chaosPage = ({ settings, deliveries, action, message }: ChaosPage): Page => ({
  lang: 'en',
  theme: 'panel',
  strip: 'Sandbox · no real money moves',
  title: 'Chaos panel · Sandbox PSP',
  body: html`<main>
<h1>Chaos panel</h1>
<p>What this payment provider does wrong on purpose, from now on and in every process.
Counters run down by themselves.</p>
${message ? html`<p class="alert good" role="status">${message}</p>` : ''}
<form method="post" action="${action}">
<div class="groups">${groups.map((group) => settingGroup(group.title, group.settings, settings))}</div>
<div class="bar">
<button class="primary" name="intent" value="save" data-testid="chaos-save">Save</button>
<button class="secondary" name="intent" value="calm" data-testid="chaos-calm">Back to calm</button>
</div>
</form>
<section aria-labelledby="deliveries-title">
<h2 id="deliveries-title">Latest webhooks</h2>
<p class="note">The last 50, the newest first. <a href="${action}">Refresh</a></p>
${deliveryList(deliveries, action)}
</section>
${walletNotes()}
</main>`,
})

const walletNotes = (): Html => html`<section aria-labelledby="wallets-title">
<h2 id="wallets-title">The two wallets</h2>
<p class="note">A shop loads their scripts and opens their sheets in a window; both hold the same saved addresses,
from a complete one to one in New York that most shops refuse.</p>
<p class="note"><a href="/sheet/pebble">Pebble</a> asks by callbacks, tells the shop all of an address but the street
before the approval, and lets the shopper change the address after it. Script: <a href="/sdk/pebble.js">/sdk/pebble.js</a></p>
<p class="note"><a href="/sheet/kite">Kite</a> asks by events, tells only the beginning of the postal code before the
approval, and closes at once after it. Script: <a href="/sdk/kite.js">/sdk/kite.js</a></p>
</section>`

const settingGroup = (
  title: string,
  settings: readonly Setting[],
  values: ChaosSettings,
): Html => html`<fieldset>
<legend>${title}</legend>
${settings.map((setting) => {
  const isActive = values[setting.name] !== calm[setting.name]
  return html`<div class="setting ${isActive ? 'active' : ''}">
<label for="${setting.name}">${setting.label}</label>
${control(setting.name, values[setting.name])}
<small id="${setting.name}-note">${setting.note}</small>
</div>`
})}
</fieldset>`

function control(name: string, value: boolean | number | string): Html {
  const attributes = html`id="${name}" name="${name}" aria-describedby="${name}-note"`
  if (typeof value === 'boolean')
    return html`<input type="checkbox" ${attributes} ${value ? html`checked` : ''}>`
  if (typeof value === 'number')
    return html`<input type="number" min="0" step="1" required ${attributes} value="${value}">`
  return html`<select ${attributes}>
${option('hang_up', 'Hang up', value)}
${option('500', 'HTTP 500', value)}
</select>`
}

const option = (value: string, text: string, current: string): Html =>
  html`<option value="${value}" ${value === current ? html`selected` : ''}>${text}</option>`

const deliveryList = (deliveries: readonly ListedDelivery[], action: string): Html =>
  deliveries.length === 0
    ? html`<p class="deliveries empty">No webhook yet. Pay something in the shop.</p>`
    : html`<ul class="deliveries">${deliveries.map((delivery) => deliveryItem(delivery, action))}</ul>`

function deliveryItem(delivery: ListedDelivery, action: string): Html {
  const { type, reference, status } = delivery
  const copy = delivery.kind === 'event' ? '' : html` <span class="note">${delivery.kind}</span>`
  return html`<li class="delivery" data-testid="delivery" data-status="${status}" data-type="${type}">
<span class="figure note">${new Date(delivery.created_at).toISOString().slice(11, 19)}</span>
<span class="what">${type}${copy}</span>
<code>${reference}</code>
<span class="status ${status}">${statusText(delivery)}</span>
<form method="post" action="${action}">
<input type="hidden" name="delivery" value="${delivery.id}">
<button class="secondary" name="intent" value="send-again"
 aria-label="Send again: ${type} of ${reference}">Send again</button>
</form>
</li>`
}

function statusText(delivery: ListedDelivery): string {
  const tries = `${delivery.attempts} ${delivery.attempts === 1 ? 'try' : 'tries'}`
  const texts: Record<ListedDelivery['status'], string> = {
    due: dueText(delivery, tries),
    delivered: `Delivered, ${tries}`,
    refused: `Refused: ${delivery.failure ?? 'no answer'}`,
    dropped: 'Dropped on purpose',
    dead: `Given up after ${tries}: ${delivery.failure ?? 'no answer'}`,
  }
  return texts[delivery.status]
}

function dueText({ is_held, failure, attempts }: ListedDelivery, tries: string): string {
  if (is_held) return 'Held'
  if (failure) return `${failure}, ${tries} so far`
  return attempts > 0 ? 'On its way' : 'Waiting'
}
