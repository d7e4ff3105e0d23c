import { html } from 'hono/html'
import type { Page } from './layout.ts'
import type { StateKind, Words } from './words.ts'

const signs: Record<StateKind, 'ok' | 'wait' | 'bad'> = {
  done: 'ok',
  refunded: 'ok',
  processing: 'wait',
  canceled: 'bad',
  unknown: 'bad',
  lost: 'wait',
  offline: 'wait',
  stranger: 'bad',
}

/** A page that only tells how things stand, with the way back to the shop where there is one. */
export function statePage(
  kind: StateKind,
  words: Words,
  back: { merchantName: string; url: string } | null,
): Page {
  const { title, text } = words.states[kind]
  const link = back
    ? html`<a class="primary" href="${back.url}"
 data-testid="back-to-shop">${words.backTo(back.merchantName)}</a>`
    : ''
  return {
    lang: words.lang,
    theme: 'pay',
    strip: words.strip,
    title,
    body: html`<main class="card state" data-testid="state-${kind}">
<span class="sign ${signs[kind]}" aria-hidden="true"></span>
<h1>${title}</h1>
<p>${text}</p>
${link}
</main>`,
  }
}
