import { html } from 'hono/html'
import type { Account } from '../accounts/account.ts'
import type { PanelLinks } from '../chaos/panel-access.ts'
import { type Charge, leftToCapture, leftToRefund } from '../charges/charge.ts'
import type { Movement } from '../charges/movement.ts'
import type { ListedMerchant } from '../merchants/merchant-store.ts'
import { formatAmount } from '../pages/format-amount.ts'
import type { Html, Page } from '../pages/layout.ts'
import { panelNav } from '../pages/panel-nav.ts'
import { merchantList } from './merchant-list.ts'

export type DashboardPage = {
  accounts: readonly Account[]
  /** The account that is looked at; null is all of them. */
  chosen: Account | null
  charges: readonly Charge[]
  merchants: readonly ListedMerchant[]
  message: { text: string; isGood: boolean } | null
  links: PanelLinks & { action: string }
  linkTo: (account: string | null) => string
}

/** The merchant's page at the provider: the latest charges, and money moved by hand. Needs no script. */
export const dashboardPage = ({ message, links, ...shown }: DashboardPage): Page => ({
  lang: 'en',
  theme: 'panel',
  strip: 'Sandbox · no real money moves',
  title: 'Dashboard · Sandbox PSP',
  body: html`<main>
${panelNav('dashboard', links)}
<h1>Dashboard</h1>
<p>What a merchant sees at the provider. Money that is moved here is moved past the shop,
which hears of it by webhook.</p>
${message ? html`<p class="alert ${message.isGood ? 'good' : ''}" role="status">${message.text}</p>` : ''}
${accountChips(shown)}
<section aria-labelledby="charges-title">
<h2 id="charges-title">Latest charges</h2>
<p class="note">The last 20, the newest first. <a href="${links.action}">Refresh</a></p>
${chargeList(shown, links.action)}
</section>
${merchantList({ ...shown, nameOf: namesOf(shown) }, links.action)}
</main>`,
})

type Shown = Omit<DashboardPage, 'message' | 'links'>

/** With one account there is nothing to choose. */
function accountChips({ accounts, chosen, linkTo }: Shown): Html {
  if (accounts.length < 2) return html``
  const chip = (id: string | null, name: string) => html`<li><a class="chip" href="${linkTo(id)}"
 ${id === (chosen?.id ?? null) ? html`aria-current="true"` : ''}>${name}</a></li>`
  return html`<nav aria-label="Accounts"><ul class="chips">${chip(null, 'All accounts')}${accounts.map(
    ({ id, name, mode }) => chip(id, `${name} · ${mode}`),
  )}</ul></nav>`
}

/** The name of the account where several are shown together, to tell them apart. */
const namesOf =
  ({ accounts, chosen }: Shown) =>
  (account: string): string =>
    chosen !== null || accounts.length < 2
      ? ''
      : (accounts.find(({ id }) => id === account)?.name ?? '')

function chargeList(shown: Shown, action: string): Html {
  const { charges } = shown
  const nameOf = namesOf(shown)
  return charges.length === 0
    ? html`<p class="deliveries empty">No charge yet. Pay something in the shop.</p>`
    : html`<ul class="deliveries">${charges.map((charge) =>
        chargeItem(charge, action, nameOf(charge.account_id)),
      )}</ul>`
}

const money = (amountMinor: number, { currency }: Charge): string =>
  formatAmount(amountMinor, currency, 'en-GB')

function chargeItem(charge: Charge, action: string, accountName: string): Html {
  const { id, reference, status } = charge
  return html`<li class="charge" data-testid="charge" data-status="${status}">
<div class="charge-head">
<span class="what">${money(charge.amount, charge)}</span>
<span class="status ${status}">${status.replaceAll('_', ' ')}</span>
<span class="note charge-time">${new Date(charge.created_at).toISOString().slice(11, 19)}</span>
</div>
<code>${reference}</code>
${accountName ? html`<span class="note account-name">${accountName}</span>` : ''}
${sums(charge)}
${
  charge.movements.length === 0
    ? ''
    : html`<ul class="movements">${charge.movements.map((movement) => movementItem(movement, charge))}</ul>`
}
${chargeForm(charge, action, id)}
</li>`
}

function sums(charge: Charge): Html {
  const told = [
    ['captured', charge.amount_captured],
    ['refunded', charge.amount_refunded],
    ['given up', charge.amount_voided],
  ] as const
  const texts = told
    .filter(([, amountMinor]) => amountMinor > 0)
    .map(([name, amountMinor]) => `${money(amountMinor, charge)} ${name}`)
  return texts.length === 0 ? html`` : html`<p class="note">${texts.join(' · ')}</p>`
}

function movementItem(movement: Movement, charge: Charge): Html {
  const { kind, status, failure_code, key } = movement
  const reason = failure_code === null ? '' : `: ${failure_code.replaceAll('_', ' ')}`
  return html`<li class="movement" data-testid="movement" data-kind="${kind}" data-status="${status}">
<span>${kind === 'capture' ? 'Capture' : 'Refund'} ${money(movement.amount, charge)}</span>
<span class="status ${status}">${status}${reason}</span>
<span class="note">${key === null ? 'not by the API' : 'by the API'}</span>
</li>`
}

const buttons = { capture: 'Capture', refund: 'Refund', void: 'Give up the rest', cancel: 'Cancel' }
type Intent = keyof typeof buttons

function intentsOf(charge: Charge): Intent[] {
  const isAuthorized = charge.status === 'authorized'
  const rest = leftToCapture(charge)
  return [
    ...(rest > 0 ? (['capture'] as const) : []),
    ...(leftToRefund(charge) > 0 ? (['refund'] as const) : []),
    ...(rest > 0 && charge.amount_captured > 0 ? (['void'] as const) : []),
    ...(charge.status === 'open' || (isAuthorized && rest === charge.amount)
      ? (['cancel'] as const)
      : []),
  ]
}

function chargeForm(charge: Charge, action: string, id: string): Html {
  const intents = intentsOf(charge)
  if (intents.length === 0) return html``
  const { reference, currency } = charge
  const hasAmount = intents.includes('capture') || intents.includes('refund')
  return html`<form method="post" action="${action}" class="moves">
<input type="hidden" name="charge" value="${id}">
${
  hasAmount
    ? html`<label class="note" for="amount-${id}">Amount in ${currency}</label>
<input id="amount-${id}" name="amount" class="sum" inputmode="decimal" autocomplete="off" placeholder="all that is left">`
    : ''
}
${intents.map(
  (intent) => html`<button class="secondary" name="intent" value="${intent}"
 aria-label="${buttons[intent]}: ${reference}">${buttons[intent]}</button>`,
)}
</form>`
}
