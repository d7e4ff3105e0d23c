import { html } from 'hono/html'
import type { Charge } from '../charges/charge.ts'
import { formatAmount } from './format-amount.ts'
import { numberLocale } from './language.ts'
import type { Html } from './layout.ts'
import type { Words } from './words.ts'

const linesShownMax = 6

/** What is paid for, to whom, and the way back, which leaves the charge open. */
export function summary(charge: Charge, merchantName: string, words: Words): Html {
  const format = (amount: number): string =>
    formatAmount(amount, charge.currency, numberLocale(charge.locale, words))
  const shown = charge.lines.slice(0, linesShownMax)
  const rest = charge.lines.slice(linesShownMax)
  const more =
    rest.length > 0
      ? html`<details><summary>${words.moreItems(rest.length)}</summary>${lineList(rest, format)}</details>`
      : ''
  return html`<aside class="summary" aria-label="${words.items}">
<div>
<p class="merchant">${merchantName}</p>
<p class="amount">${format(charge.amount)}</p>
${charge.order_reference ? html`<p class="reference">${words.order(charge.order_reference)}</p>` : ''}
${lineList(shown, format)}
${more}
</div>
<form method="post" action="/pay/${charge.id}/cancel" class="back">
<button class="quiet" data-testid="cancel"><span aria-hidden="true">←</span>
${words.backTo(merchantName)}</button>
</form>
</aside>`
}

const lineList = (lines: Charge['lines'], format: (amount: number) => string): Html | string =>
  lines.length === 0
    ? ''
    : html`<ul class="lines">${lines.map(
        (
          line,
        ) => html`<li><span>${line.quantity > 1 ? `${line.quantity} × ` : ''}${line.name}</span>
<span class="figure">${format(line.amount)}</span></li>`,
      )}</ul>`
