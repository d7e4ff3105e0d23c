import { html } from 'hono/html'
import type { Decision, MerchantStatus } from '../merchants/merchant.ts'
import type { ListedMerchant } from '../merchants/merchant-store.ts'
import { formatAmount } from '../pages/format-amount.ts'
import type { Html } from '../pages/layout.ts'

type MerchantList = {
  merchants: readonly ListedMerchant[]
  /** The name of the account that a merchant belongs to; empty where it goes without saying. */
  nameOf: (account: string) => string
}

type Intent = Decision | 'pay-out'

const buttons: Readonly<Record<Intent, string>> = {
  approve: 'Approve',
  review: 'Review',
  warn: 'Restrict soon',
  document: 'Restrict',
  reject: 'Reject',
  'pay-out': 'Send to the bank',
}

/** What a decision would leave as it is, is not offered. */
const decisionOf: Readonly<Record<MerchantStatus, Decision | null>> = {
  details_needed: null,
  in_review: 'review',
  restricted: 'document',
  restricted_soon: 'warn',
  active: 'approve',
  rejected: 'reject',
}

/** The merchants of marketplaces, and what a person at the provider decides on them. Nothing where there are none. */
export function merchantList({ merchants, nameOf }: MerchantList, action: string): Html {
  if (merchants.length === 0) return html``
  return html`<section aria-labelledby="merchants-title">
<h2 id="merchants-title">Merchants</h2>
<p class="note">The marketplace hears of every decision by webhook.</p>
<ul class="deliveries">${merchants.map((merchant) =>
    merchantItem(merchant, action, nameOf(merchant.account_id)),
  )}</ul>
</section>`
}

function merchantItem(merchant: ListedMerchant, action: string, accountName: string): Html {
  const { id, reference, name, status, requirements, created_at } = merchant
  const wants = requirements.map((word) => word.replaceAll('_', ' ')).join(', ')
  return html`<li class="charge" data-testid="merchant" data-status="${status}">
<div class="charge-head">
<span class="what">${name}</span>
<span class="status ${status}">${status.replaceAll('_', ' ')}</span>
<span class="note charge-time">${new Date(created_at).toISOString().slice(11, 19)}</span>
</div>
<code>${reference}</code>
${accountName ? html`<span class="note account-name">${accountName}</span>` : ''}
<p class="note">Balance <span class="figure" data-testid="balance">${balancesOf(merchant)}</span>${
    wants ? ` · wanted: ${wants}` : ''
  }</p>
<form method="post" action="${action}" class="moves">
<input type="hidden" name="merchant" value="${id}">
${intentsOf(merchant).map(
  (intent) => html`<button class="secondary" name="intent" value="${intent}"
 aria-label="${buttons[intent]}: ${reference}">${buttons[intent]}</button>`,
)}
</form>
</li>`
}

const balancesOf = ({ balances }: ListedMerchant): string =>
  balances.length === 0
    ? '0'
    : balances.map(({ amount, currency }) => formatAmount(amount, currency, 'en-GB')).join(' · ')

const intentsOf = ({ status, balances }: ListedMerchant): Intent[] => [
  ...(['approve', 'review', 'warn', 'document', 'reject'] as const).filter(
    (decision) => decision !== decisionOf[status],
  ),
  ...(balances.some(({ amount }) => amount > 0) ? (['pay-out'] as const) : []),
]
