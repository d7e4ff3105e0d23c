import { html } from 'hono/html'
import {
  type CardForm,
  type CardProblems,
  type DeclineCode,
  type EndingKey,
  endingKeys,
  nameMax,
} from '../charges/card.ts'
import type { Charge } from '../charges/charge.ts'
import { joinScripts } from '../join-scripts.ts'
import { cardField, digits, filledForm } from './card-field.ts'
import { formatAmount } from './format-amount.ts'
import { numberLocale, wordsFor } from './language.ts'
import type { Html, Page } from './layout.ts'
import { summary } from './summary.ts'
import type { Words } from './words.ts'

const payFormScript = joinScripts(import.meta.url, './card-inputs.js', './pay-form.js')

export type PayPage = {
  charge: Charge
  merchantName: string
  /** What to show in the fields. After a refusal neither number nor code is sent back. */
  form: CardForm
  problems: CardProblems
  ending: EndingKey | null
  now: Date
}

/** The form on which the shopper pays. It works without its script, which only saves round trips. */
export function payPage({ charge, merchantName, form, problems, ending, now }: PayPage): Page {
  const words = wordsFor(charge.locale)
  const amount = formatAmount(charge.amount, charge.currency, numberLocale(charge.locale, words))
  const shown = { words, form, problems }
  const message = pageMessage(words, charge, problems)
  return {
    lang: words.lang,
    theme: 'pay',
    strip: words.strip,
    title: `${message ? `${message} ` : ''}${words.payByCard} · ${merchantName}`,
    script: payFormScript,
    body: html`<div class="columns">
${summary(charge, merchantName, words)}
<main class="pane">
<h1>${words.payByCard}</h1>
<div class="alert" role="alert" data-testid="error" data-problems="${words.problemsTitle}"
 ${message ? '' : html`hidden`}>${message}</div>
<form method="post" action="/pay/${charge.id}" data-pay>
${cardField({ ...shown, name: 'number', extra: digits(23, '1234 1234 1234 1234') })}
<div class="pair">
${cardField({ ...shown, name: 'expiry', extra: digits(9, words.expiryHint) })}
${cardField({ ...shown, name: 'code', extra: digits(4, '123') })}
</div>
${cardField({ ...shown, name: 'name', extra: html`maxlength="${nameMax}"` })}
<button class="primary" data-testid="pay" data-busy="${words.paying}"
 data-slow="${words.stillPaying}">${words.pay(amount)}</button>
<p class="note" role="status" data-status>${words.onlyTestCards}</p>
</form>
${endings(charge, words, ending, now)}
</main>
</div>`,
  }
}

function pageMessage(words: Words, charge: Charge, problems: CardProblems): string {
  if (Object.keys(problems).length > 0) return words.problemsTitle
  return charge.last_outcome === 'declined'
    ? words.declines[toDeclineCode(charge.decline_code)]
    : ''
}

const toDeclineCode = (code: string | null): DeclineCode =>
  code === 'insufficient_funds' || code === 'authentication_failed' || code === 'test_card_expected'
    ? code
    : 'declined'

function endings(charge: Charge, words: Words, current: EndingKey | null, now: Date): Html {
  return html`<section class="endings" aria-labelledby="endings-title">
<h2 id="endings-title">${words.endingsTitle}</h2>
<p class="note">${words.endingsNote}</p>
<ul class="chips">${endingKeys.map((key) => {
    const form = filledForm(key, charge.customer.name ?? null, now)
    return html`<li><a class="chip" href="/pay/${charge.id}?ending=${key}"
 data-testid="ending-${key}" data-ending
 data-number="${form.number}" data-expiry="${form.expiry}" data-code="${form.code}" data-name="${form.name}"
 ${key === current ? html`aria-current="true"` : ''}>${words.endings[key]}</a></li>`
  })}</ul>
</section>`
}
