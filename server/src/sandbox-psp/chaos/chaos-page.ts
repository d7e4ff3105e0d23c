import { html } from 'hono/html'
import type { Html, Page } from '../pages/layout.ts'
import { panelNav } from '../pages/panel-nav.ts'
import type { ListedDelivery } from '../webhooks/delivery-store.ts'
import { type ChaosSettings, calm } from './chaos.ts'
import { choices, type Group, groups } from './chaos-groups.ts'
import type { PanelLinks } from './panel-access.ts'

export type ChaosPage = {
  settings: ChaosSettings
  deliveries: readonly ListedDelivery[]
  links: PanelLinks
  message: string | null
}

/** The operator's page: what goes wrong on purpose, and what became of the webhooks. Needs no script. */
export const chaosPage = ({ settings, deliveries, links, message }: ChaosPage): Page => ({
  lang: 'en',
  theme: 'panel',
  strip: 'Sandbox · no real money moves',
  title: 'Chaos panel · Sandbox PSP',
  body: html`<main>
${panelNav('chaos', links)}
<h1>Chaos panel</h1>
<p>What this payment provider does wrong on purpose, from now on and in every process.
Counters run down by themselves.</p>
${message ? html`<p class="alert good" role="status">${message}</p>` : ''}
<form method="post" action="${links.chaos}">
<div class="groups">${groups.map((group) => settingGroup(group, settings))}</div>
<div class="bar">
<button class="primary" name="intent" value="save" data-testid="chaos-save">Save</button>
<button class="secondary" name="intent" value="calm" data-testid="chaos-calm">Back to calm</button>
</div>
</form>
<section aria-labelledby="deliveries-title">
<h2 id="deliveries-title">Latest webhooks</h2>
<p class="note">The last 50, the newest first. <a href="${links.chaos}">Refresh</a></p>
${deliveryList(deliveries, links.chaos)}
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

const settingGroup = ({ title, settings }: Group, values: ChaosSettings): Html => html`<fieldset>
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
  if (typeof value === 'number') {
    const min = name === 'pay_difference' ? '' : html`min="0"`
    return html`<input type="number" ${min} step="1" required ${attributes} value="${value}">`
  }
  return html`<select ${attributes}>
${Object.entries(choices[name] ?? {}).map(([choice, text]) => option(choice, text, value))}
</select>`
}

const option = (value: string, text: string, current: string): Html =>
  html`<option value="${value}" ${value === current ? html`selected` : ''}>${text}</option>`

const deliveryList = (deliveries: readonly ListedDelivery[], action: string): Html =>
  deliveries.length === 0
    ? html`<p class="deliveries empty">No webhook yet. Pay something in the shop.</p>`
    : html`<ul class="deliveries">${deliveries.map((delivery) =>
        deliveryItem(delivery, { action, hasOthers: isOfSeveral(deliveries) }),
      )}</ul>`

/** True when the webhooks go to several accounts, which are named then. */
const isOfSeveral = (deliveries: readonly ListedDelivery[]): boolean =>
  new Set(deliveries.map(({ account }) => account)).size > 1

function deliveryItem(
  delivery: ListedDelivery,
  { action, hasOthers }: { action: string; hasOthers: boolean },
): Html {
  const { type, reference, status } = delivery
  const copy = delivery.kind === 'event' ? '' : html` <span class="note">${delivery.kind}</span>`
  return html`<li class="delivery" data-testid="delivery" data-status="${status}" data-type="${type}">
<span class="figure note">${new Date(delivery.created_at).toISOString().slice(11, 19)}</span>
<span class="what">${type}${copy}${hasOthers ? html` <span class="note">${delivery.account}</span>` : ''}</span>
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
    dropped: delivery.failure ? `Not sent: ${delivery.failure}` : 'Dropped on purpose',
    dead: `Given up after ${tries}: ${delivery.failure ?? 'no answer'}`,
  }
  return texts[delivery.status]
}

function dueText({ is_held, failure, attempts }: ListedDelivery, tries: string): string {
  if (is_held) return 'Held'
  if (failure) return `${failure}, ${tries} so far`
  return attempts > 0 ? 'On its way' : 'Waiting'
}
