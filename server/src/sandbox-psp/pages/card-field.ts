import { html } from 'hono/html'
import {
  type CardField,
  type CardForm,
  type CardProblems,
  type EndingKey,
  testCards,
} from '../charges/card.ts'
import type { Html } from './layout.ts'
import type { Words } from './words.ts'

/** The attributes of a field that takes digits. */
export const digits = (max: number, example: string): Html =>
  html`inputmode="numeric" maxlength="${max}" placeholder="${example}"`

export type CardFieldProps = {
  name: CardField
  words: Words
  form: CardForm
  problems: CardProblems
  extra: Html
}

/** One field of a card, with its label and the sentences about what may be wrong with it. */
export function cardField({ name, words, form, problems, extra }: CardFieldProps): Html {
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

/** What the chips fill in, and what `?ending=` fills in without a script. */
export function filledForm(ending: EndingKey, holder: string | null, now: Date): CardForm {
  const { number } = testCards[ending]
  return {
    number: number.replaceAll(/(\d{4})(?=\d)/g, '$1 '),
    expiry: `12 / ${String(now.getUTCFullYear() + 3).slice(-2)}`,
    code: '123',
    name: holder || 'Ada Kern',
  }
}
