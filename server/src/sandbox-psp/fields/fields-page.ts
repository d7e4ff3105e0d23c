import { readFileSync } from 'node:fs'
import { html } from 'hono/html'
import { type CardForm, type CardProblems, endingKeys, nameMax } from '../charges/card.ts'
import { joinScripts } from '../join-scripts.ts'
import { cardField, digits, filledForm } from '../pages/card-field.ts'
import { wordsFor } from '../pages/language.ts'
import type { Html, Page } from '../pages/layout.ts'
import type { StateKind, Words } from '../pages/words.ts'
import { shortProblems } from './short-problems.ts'

const styles = readFileSync(new URL('./fields.css', import.meta.url), 'utf8')
const script = joinScripts(import.meta.url, '../pages/card-inputs.js', './fields.js')

const blank: CardForm = { number: '', expiry: '', code: '', name: '' }
const noProblems: CardProblems = {}

type Frame = { locale: string; scheme: 'light' | 'dark'; framedBy?: string }

type FieldsPage = {
  locale: string
  scheme: 'light' | 'dark'
  /** The origin of the merchant's page, the only one that may show the frame and talk to it. */
  origin: string
  merchantName: string
  now: Date
}

/** The card fields as a page in a frame. What is typed here never reaches the page around it. */
export function fieldsPage({ locale, scheme, origin, merchantName, now }: FieldsPage): Page {
  const words = { ...wordsFor(locale), problems: shortProblems[wordsFor(locale).lang] }
  const shown = { words, form: blank, problems: noProblems }
  return {
    lang: words.lang,
    strip: null,
    theme: 'frame',
    title: words.payByCard,
    styles,
    script,
    scheme,
    hasCalls: true,
    framedBy: origin,
    body: html`<main data-parent="${origin}" data-scheme="${scheme}">
<form autocomplete="off">
<h1 class="unseen">${words.payByCard}</h1>
${cardField({ ...shown, name: 'number', extra: digits(23, '1234 1234 1234 1234') })}
<div class="pair">
${cardField({ ...shown, name: 'expiry', extra: digits(9, words.expiryHint) })}
${cardField({ ...shown, name: 'code', extra: digits(4, '123') })}
</div>
${cardField({ ...shown, name: 'name', extra: html`maxlength="${nameMax}"` })}
${chips(words, now)}
</form>
${challenge(words, merchantName)}
<p class="unseen" role="status" data-status data-busy="${words.paying}"></p>
</main>`,
  }
}

const chips = (words: Words, now: Date): Html => html`<section class="endings"
 aria-labelledby="endings-title">
<p id="endings-title" class="note">${words.onlyTestCards}</p>
<ul class="chips">${endingKeys.map((key) => {
  const form = filledForm(key, null, now)
  return html`<li><button type="button" class="chip" data-testid="ending-${key}" data-ending
 data-number="${form.number}" data-expiry="${form.expiry}" data-code="${form.code}"
 data-name="${form.name}">${words.endings[key]}</button></li>`
})}</ul>
</section>`

const challenge = (
  { challenge: words }: Words,
  merchantName: string,
): Html => html`<section class="challenge" aria-labelledby="challenge-title" hidden>
<p class="bank-name"><span class="bank-mark" aria-hidden="true"></span>${words.bank}</p>
<h2 id="challenge-title" tabindex="-1">${words.title}</h2>
<p>${words.text}</p>
<dl>
<div><dt>${words.merchant}</dt><dd>${merchantName}</dd></div>
<div><dt>${words.amount}</dt><dd data-amount></dd></div>
<div><dt>${words.card}</dt><dd data-card></dd></div>
</dl>
<div class="pair">
<button type="button" class="primary" data-answer="approve"
 data-testid="challenge-approve">${words.approve}</button>
<button type="button" class="secondary" data-answer="reject"
 data-testid="challenge-reject">${words.reject}</button>
</div>
<p class="note">${words.note}</p>
</section>`

/** What the frame shows instead of the fields. */
export function fieldsStatePage(kind: StateKind & ('offline' | 'stranger'), frame: Frame): Page {
  const words = wordsFor(frame.locale)
  const { title, text } = words.states[kind]
  return {
    lang: words.lang,
    strip: null,
    theme: 'frame',
    title,
    styles,
    scheme: frame.scheme,
    ...(frame.framedBy ? { framedBy: frame.framedBy } : {}),
    body: html`<main class="state" data-scheme="${frame.scheme}"
 data-testid="state-${kind}"><h1>${title}</h1><p>${text}</p></main>`,
  }
}
