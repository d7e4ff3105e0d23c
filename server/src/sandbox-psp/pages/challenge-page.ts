import { html } from 'hono/html'
import type { Charge } from '../charges/charge.ts'
import { formatAmount } from './format-amount.ts'
import { numberLocale, wordsFor } from './language.ts'
import type { Page } from './layout.ts'

/** The page of the shopper's bank: approve or reject this one challenge. */
export function challengePage(charge: Charge, challengeId: string, merchantName: string): Page {
  const words = wordsFor(charge.locale)
  const { challenge } = words
  const amount = formatAmount(charge.amount, charge.currency, numberLocale(charge.locale, words))
  return {
    lang: words.lang,
    theme: 'bank',
    strip: words.strip,
    title: `${challenge.title} · ${challenge.bank}`,
    body: html`<main class="card">
<p class="bank-name"><span class="bank-mark" aria-hidden="true"></span>${challenge.bank}</p>
<h1>${challenge.title}</h1>
<p>${challenge.text}</p>
<dl class="facts">
<div><dt>${challenge.merchant}</dt><dd>${merchantName}</dd></div>
<div><dt>${challenge.amount}</dt><dd class="figure">${amount}</dd></div>
<div><dt>${challenge.card}</dt><dd class="figure">•••• ${charge.card_last4 ?? ''}</dd></div>
</dl>
<form method="post" action="/pay/${charge.id}/challenge" class="choices">
<input type="hidden" name="challenge" value="${challengeId}">
<button class="primary" name="answer" value="approve"
 data-testid="challenge-approve">${challenge.approve}</button>
<button class="secondary" name="answer" value="reject"
 data-testid="challenge-reject">${challenge.reject}</button>
</form>
<p class="note">${challenge.note}</p>
</main>`,
  }
}
