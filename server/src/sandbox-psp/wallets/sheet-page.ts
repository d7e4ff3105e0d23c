import { readFileSync } from 'node:fs'
import { html } from 'hono/html'
import type { Wallet } from '../charges/charge.ts'
import { joinScripts } from '../join-scripts.ts'
import { numberLocale, wordsFor } from '../pages/language.ts'
import type { Html, Page } from '../pages/layout.ts'
import { addressKeys, holder, savedAddresses } from './saved-addresses.ts'
import { sheetEnglish } from './sheet-english.ts'
import { sheetGerman } from './sheet-german.ts'
import type { SheetWords } from './sheet-words.ts'
import { toToldAddress } from './told-address.ts'

const styles = ['sheet-brands', 'sheet-choices', 'sheet']
  .map((name) => readFileSync(new URL(`./${name}.css`, import.meta.url), 'utf8'))
  .join('\n')
const script = joinScripts(import.meta.url, './sheet-link.js', './sheet-view.js', './sheet.js')

const names: Record<Wallet, string> = { pebble: 'Pebble', kite: 'Kite' }

type SheetPage = { wallet: Wallet; locale: string; merchantName: string }

/** The sheet of a wallet: who, where, how, how much. Its script connects it to the merchant's page. */
export function sheetPage({ wallet, locale, merchantName }: SheetPage): Page {
  const { lang, strip } = wordsFor(locale)
  const words = lang === 'de' ? sheetGerman : sheetEnglish
  const format = { locale: numberLocale(locale, wordsFor(locale)), wallet }
  return {
    lang,
    strip,
    theme: wallet === 'pebble' ? 'sheet pebble' : 'sheet kite',
    title: words.title(names[wallet]),
    styles,
    script,
    hasCalls: true,
    body: html`<main data-testid="sheet" data-phase="connecting" data-wallet="${wallet}"
 data-format="${JSON.stringify(format)}" data-words="${JSON.stringify(wordsOfScript(words))}">
<div class="brand"><h1>${brandMark(wallet)}<span>${names[wallet]}</span></h1><p>${merchantName}</p></div>
<form class="steps" data-step="choose">
${addressList(wallet, words)}
<fieldset class="delivery"><legend>${words.delivery}</legend><div data-options>
<div class="choice skeleton"></div><div class="choice skeleton"></div></div></fieldset>
${fundingList(words)}
</form>
${endings(words, merchantName)}
<div class="foot">
<div class="problem" role="alert" data-testid="sheet-error"><p hidden></p></div>
<button type="button" class="plain" data-retry hidden>${words.retry}</button>
<p class="sum"><span>${words.total}</span><output data-testid="sheet-total"
 class="skeleton"> </output></p>
<p class="waiting" role="status" data-waiting>${words.waiting.connecting}</p>
<button type="button" class="primary" data-testid="sheet-approve"
 aria-disabled="true">${words.approveIdle}</button>
<button type="button" class="plain" data-testid="sheet-cancel">${words.cancel}</button>
</div>
</main>`,
  }
}

const wordsOfScript = (words: SheetWords) => ({
  approve: words.approve,
  free: words.free,
  noDelivery: words.noDelivery,
  told: words.told,
  closeWindow: words.closeWindow,
  waiting: words.waiting,
  problems: words.problems,
  rejections: words.rejections,
  ends: words.ends,
})

const brandMark = (wallet: Wallet): Html =>
  wallet === 'pebble'
    ? html`<svg viewBox="0 0 24 24" aria-hidden="true"><path d="M12 3c5.6 0 9.5 4 9.5 8.8S17.4 21 11.6 21
 2.5 17.8 2.5 12.9 6.4 3 12 3Z" fill="currentColor"/><path d="M8 10.2c1.4-1.9 3.6-2.7 6-2.1" fill="none"
 class="shine" stroke-width="1.8" stroke-linecap="round"/></svg>`
    : html`<svg viewBox="0 0 24 24" aria-hidden="true"><path d="M12 1 21 10 12 23 3 10Z"
 fill="currentColor"/><path d="M12 1V23M3 10H21" fill="none" class="shine" stroke-width="1.4"/></svg>`

const addressList = (wallet: Wallet, words: SheetWords): Html => html`<fieldset class="addresses">
<legend>${words.deliverTo}</legend>
${addressKeys.map((key, index) => {
  const address = savedAddresses[key]
  return html`<label class="choice">
<input type="radio" name="address" value="${key}" data-testid="sheet-address-${key}"
 ${index === 0 ? html`checked` : ''} data-told="${JSON.stringify(toToldAddress(wallet, address))}">
<span class="what"><b>${address.company ?? `${holder.given} ${holder.family}`}</b>
<small class="land">${words.countries[key]}</small>
<small>${address.line1}, ${address.postalCode} ${address.city}</small></span></label>`
})}
</fieldset>`

const fundingList = (words: SheetWords): Html => html`<fieldset class="funding">
<legend>${words.payWith}</legend>
${(['works', 'declined'] as const).map(
  (kind, index) => html`<label class="choice">
<input type="radio" name="funding" value="${kind}" data-testid="sheet-funding-${kind}"
 ${index === 0 ? html`checked` : ''}>
<span class="what"><b>${words.funding[kind].label}</b><small>${words.funding[kind].note}</small></span></label>`,
)}
</fieldset>`

const endings = (
  words: SheetWords,
  merchantName: string,
): Html => html`<section class="end" data-step="end" hidden>
<span class="sign" aria-hidden="true"></span>
<div role="status"><h2 data-testid="sheet-state" tabindex="-1"></h2><p data-end-text></p></div>
<button type="button" class="primary" data-testid="sheet-return">${words.returnTo(merchantName)}</button>
<button type="button" class="plain" data-testid="sheet-change-address"
 hidden>${words.changeAddress}</button>
<div class="told" data-step="told" hidden><p class="waiting" role="status" data-saving></p></div>
</section>`
