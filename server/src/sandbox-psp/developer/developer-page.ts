import { readFileSync } from 'node:fs'
import { html } from 'hono/html'
import { type Account, accountModes } from '../accounts/account.ts'
import type { ShownSecrets } from '../accounts/account-store.ts'
import type { PanelLinks } from '../chaos/panel-access.ts'
import type { Html, Page } from '../pages/layout.ts'
import { panelNav } from '../pages/panel-nav.ts'
import type { DeveloperDone, DeveloperProblem, DeveloperWords } from './developer-words.ts'

const copyScript = readFileSync(new URL('./copy.js', import.meta.url), 'utf8')

/** What was typed into the form for a new account. */
export type AccountForm = { name: string; mode: string; isMarketplace: boolean; webhookUrl: string }

export type DeveloperPage = {
  words: DeveloperWords
  accounts: readonly Account[]
  links: PanelLinks
  /** The address of a form: a path below this page, with what opened the page. */
  actionOf: (path: string) => string
  /** Makes the form for a new account count once. */
  formKey: string
  shown: { account: Account; secrets: ShownSecrets } | null
  done: DeveloperDone | null
  form: AccountForm
  problem: DeveloperProblem | null
}

const goodNews: readonly DeveloperDone[] = ['saved', 'ended']

/** Where developers make accounts and roll keys. Only copying needs its script. */
export function developerPage(page: DeveloperPage): Page {
  const { words, accounts, links, shown, done } = page
  return {
    lang: words.lang,
    theme: 'panel',
    strip: words.strip,
    title: `${words.title} · Sandbox PSP`,
    ...(shown ? { script: copyScript, isSecret: true } : {}),
    body: html`<main>
${panelNav('developers', links, words.lang)}
<h1>${words.title}</h1>
<p>${words.intro}</p>
${
  done
    ? html`<p class="alert ${goodNews.includes(done) ? 'good' : ''}" role="status">${words.messages[done]}</p>`
    : ''
}
${shown ? shownSecrets(words, shown) : ''}
<section aria-labelledby="accounts-title">
<h2 id="accounts-title">${words.accounts}</h2>
<ul class="deliveries">${accounts.map((account) => accountItem(page, account))}</ul>
</section>
${newAccount(page)}
</main>`,
  }
}

function shownSecrets(
  words: DeveloperWords,
  { account, secrets }: { account: Account; secrets: ShownSecrets },
): Html {
  const { secretKey, webhookSecret } = secrets
  return html`<section class="secrets" aria-labelledby="secrets-title" data-testid="secrets">
<h2 id="secrets-title">${words.shownTitle(account.name)}</h2>
<p class="alert good" role="status">${words.shownText}</p>
${secretKey ? copyable(words, { id: 'secret-key', label: words.secretKey, value: secretKey }) : ''}
${webhookSecret ? copyable(words, { id: 'webhook-secret', label: words.webhookSecret, value: webhookSecret }) : ''}
${copyable(words, { id: 'publishable-key', label: words.publishableKey, value: account.publishable_key })}
</section>`
}

/** A text to take along. Without the script it is selected and copied by hand. */
const copyable = (
  words: DeveloperWords,
  { id, label, value }: { id: string; label: string; value: string },
): Html => html`<div class="copyable">
<label for="${id}">${label}</label>
<input id="${id}" data-testid="${id}" value="${value}" readonly spellcheck="false" autocomplete="off">
<button type="button" class="secondary" data-copy="${id}" data-copied="${words.copied}" aria-live="polite" hidden>${words.copy}<span class="unseen"> ${label}</span></button>
</div>`

function accountItem({ words, actionOf }: DeveloperPage, account: Account): Html {
  const { id, name, mode, publishable_key, is_marketplace, secret_key_end, webhook_url } = account
  const urlId = `webhook-url-${id}`
  return html`<li class="charge account" data-testid="account" data-account="${id}">
<div class="charge-head">
<span class="what">${name}</span>
<span class="status ${mode}">${words.modes[mode]}</span>
${is_marketplace ? html`<span class="note">${words.marketplace}</span>` : ''}
</div>
<dl class="keys">
<div><dt>${words.account}</dt><dd><code>${id}</code></dd></div>
<div><dt>${words.publishableKey}</dt><dd><code>${publishable_key}</code></dd></div>
<div><dt>${words.secretKey}</dt><dd>${words.endsWith(secret_key_end)}</dd></div>
</dl>
<form method="post" action="${actionOf(`/accounts/${id}/webhook-url`)}" class="moves">
<label class="note" for="${urlId}">${words.webhookUrl}</label>
<input id="${urlId}" name="webhook_url" class="address" value="${webhook_url ?? ''}" inputmode="url" autocomplete="off"
 spellcheck="false" placeholder="${words.noWebhookUrl}">
<button class="secondary" aria-label="${words.save}: ${words.webhookUrl}, ${name}">${words.save}</button>
</form>
${rolling({ words, actionOf }, account)}
</li>`
}

/** Each key is either rolled, or its old one is ended: never are more than two valid. */
function rolling(
  { words, actionOf }: Pick<DeveloperPage, 'words' | 'actionOf'>,
  { id, name, old_secret_key_end, has_old_webhook_secret }: Account,
): Html {
  const button = (path: string, text: string) => html`<form method="post"
 action="${actionOf(`/accounts/${id}/${path}`)}"><button class="secondary" aria-label="${text}: ${name}">${text}</button></form>`
  return html`${old_secret_key_end === null ? '' : html`<p class="note warned">${words.oldKey(old_secret_key_end)}</p>`}
${has_old_webhook_secret ? html`<p class="note warned">${words.oldSecret}</p>` : ''}
<div class="moves">
${
  old_secret_key_end === null
    ? button('roll-key', words.rollKey)
    : button('end-old-key', words.endOldKey)
}
${
  has_old_webhook_secret
    ? button('end-old-webhook-secret', words.endOldSecret)
    : button('roll-webhook-secret', words.rollSecret)
}
</div>`
}

function newAccount({ words, actionOf, formKey, form, problem }: DeveloperPage): Html {
  const wrong = (name: DeveloperProblem) =>
    problem === name ? html`aria-invalid="true" aria-describedby="new-problem"` : ''
  const text = (name: DeveloperProblem) =>
    problem === name
      ? html`<p class="problem" id="new-problem" role="alert">${words.problems[name]}</p>`
      : ''
  return html`<section aria-labelledby="new-title">
<h2 id="new-title">${words.createTitle}</h2>
<p class="note">${words.createText}</p>
<form method="post" action="${actionOf('/accounts')}" class="new-account">
<input type="hidden" name="key" value="${formKey}">
<div class="field"><label for="new-name">${words.name}</label>
<input id="new-name" name="name" value="${form.name}" required maxlength="100" autocomplete="off" ${wrong('name')}>${text('name')}</div>
<div class="field"><label for="new-mode">${words.mode}</label>
<select id="new-mode" name="mode">${accountModes.map(
    (mode) =>
      html`<option value="${mode}" ${mode === form.mode ? html`selected` : ''}>${words.modes[mode]}</option>`,
  )}</select></div>
<div class="field"><label for="new-webhook-url">${words.webhookUrl}</label>
<input id="new-webhook-url" name="webhook_url" value="${form.webhookUrl}" inputmode="url" autocomplete="off" spellcheck="false"
 placeholder="https://" ${wrong('webhook_url')}>
${text('webhook_url')}<p class="hint">${words.noWebhookUrl}</p></div>
<label class="decision"><input type="checkbox" name="marketplace" value="yes" ${form.isMarketplace ? html`checked` : ''}>
<span>${words.isMarketplace}<span class="hint">${words.isMarketplaceNote}</span></span></label>
<div class="bar"><button class="primary" data-testid="create-account">${words.create}</button></div>
</form>
</section>`
}
