import { readFileSync } from 'node:fs'
import { html } from 'hono/html'
import {
  type CardField,
  type CardForm,
  type CardProblems,
  type DeclineCode,
  type EndingKey,
  endingKeys,
  nameMax,
  testCards,
} from '../charges/card.ts'
import type { Charge } from '../charges/charge.ts'
import { formatAmount } from './format-amount.ts'
import { numberLocale, wordsFor } from './language.ts'
import type { Html, Page } from './layout.ts'
import { summary } from './summary.ts'
import type { Words } from './words.ts'

const payFormScript = readFileSync(new URL('./pay-form.js', import.meta.url), 'utf8')

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
${field({ ...shown, name: 'number', extra: digits(23, '1234 1234 1234 1234') })}
<div class="pair">
${field({ ...shown, name: 'expiry', extra: digits(9, words.expiryHint) })}
${field({ ...shown, name: 'code', extra: digits(4, '123') })}
</div>
${field({ ...shown, name: 'name', extra: html`maxlength="${nameMax}"` })}
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

const digits = (max: number, example: string): Html =>
  html`inputmode="numeric" maxlength="${max}" placeholder="${example}"`

type Field = { name: CardField; words: Words; form: CardForm; problems: CardProblems; extra: Html }

function field({ name, words, form, problems, extra }: Field): Html {
  const id = `card-${name}`
  const problem = problems[name]
  const sentences = words.problems[name]
  return html`<div class="field">
<label for="${id}">${words.fields[name]}</label>
<input id="${id}" name="${name}" data-testid="${id}" value="${form[name]}" required ${extra}
 spellcheck="false" autocomplete="${name === 'name' ? 'cc-name' : 'off'}" data-missing="${sentences.missing}"
 data-invalid="${sentences.invalid}" data-expired="${sentences.expired}"
 ${problem ? html`aria-invalid="true" aria-describedby="${id}-error"` : ''}>
<p class="problem" id="${id}-error" ${problem ? '' : html`hidden`}>${problem ? sentences[problem] : ''}</p>
</div>`
}

/** What the chips fill in, and what `?ending=` fills in without the script. */
export function filledForm(ending: EndingKey, charge: Charge, now: Date): CardForm {
  const { number } = testCards[ending]
  return {
    number: number.replaceAll(/(\d{4})(?=\d)/g, '$1 '),
    expiry: `12 / ${String(now.getUTCFullYear() + 3).slice(-2)}`,
    code: '123',
    name: charge.customer.name || 'Ada Kern',
  }
}

function endings(charge: Charge, words: Words, current: EndingKey | null, now: Date): Html {
  return html`<section class="endings" aria-labelledby="endings-title">
<h2 id="endings-title">${words.endingsTitle}</h2>
<p class="note">${words.endingsNote}</p>
<ul class="chips">${endingKeys.map((key) => {
    const form = filledForm(key, charge, now)
    return html`<li><a class="chip" href="/pay/${charge.id}?ending=${key}"
 data-testid="ending-${key}" data-ending
 data-number="${form.number}" data-expiry="${form.expiry}" data-code="${form.code}" data-name="${form.name}"
 ${key === current ? html`aria-current="true"` : ''}>${words.endings[key]}</a></li>`
  })}</ul>
</section>`
}
