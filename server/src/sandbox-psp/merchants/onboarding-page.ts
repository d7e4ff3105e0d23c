import { html } from 'hono/html'
import type { Html, Page } from '../pages/layout.ts'
import type { DetailName } from './merchant.ts'
import {
  companyMax,
  countries,
  legalForms,
  type OnboardingForm,
  type OnboardingProblems,
  offeredDecisions,
} from './onboarding-form.ts'
import type { OnboardingState, OnboardingWords } from './onboarding-words.ts'

export type OnboardingPage = {
  words: OnboardingWords
  marketplace: string
  merchant: string
  action: string
  session: string
  form: OnboardingForm
  problems: OnboardingProblems
}

/** The page on which a merchant tells about itself. It needs no script. */
export function onboardingPage(page: OnboardingPage): Page {
  const { words, marketplace, merchant, action, session, problems } = page
  const message = Object.keys(problems).length > 0 ? words.problemsTitle : ''
  return {
    lang: words.lang,
    theme: 'pay',
    strip: words.strip,
    title: `${message ? `${message} ` : ''}${words.title} · ${marketplace}`,
    body: html`<div class="columns">
<aside class="summary" aria-label="${marketplace}"><div>
<p class="merchant">${marketplace}</p>
<p class="invited">${merchant}</p>
<p class="reference">${words.invitation(marketplace)}</p>
</div></aside>
<main class="pane" data-testid="onboarding">
<h1>${words.title}</h1>
${message ? html`<div class="alert" role="alert" data-testid="error">${message}</div>` : ''}
<form method="post" action="${action}" novalidate>
<input type="hidden" name="session" value="${session}">
${businessFields(page)}
${decisionFields(page)}
<div class="bar">
<button class="primary" name="intent" value="submit" data-testid="onboarding-submit">${words.submit}</button>
<button class="secondary" name="intent" value="save" data-testid="onboarding-save">${words.save}</button>
</div>
<p class="hint">${words.onlyExamples}</p>
</form>
</main>
</div>`,
  }
}

function businessFields({ words, form, problems }: OnboardingPage): Html {
  const shown = { words, problems }
  const countryNames = new Intl.DisplayNames(words.lang, { type: 'region' })
  const choose = (options: readonly { value: string; text: string }[], current: string) =>
    options.map(
      ({ value, text }) =>
        html`<option value="${value}" ${value === current ? html`selected` : ''}>${text}</option>`,
    )
  const forms = legalForms.map((value) => ({ value, text: words.legalForms[value] }))
  const places = countries
    .map((value) => ({ value, text: countryNames.of(value) ?? value }))
    .sort((a, b) => a.text.localeCompare(b.text, words.lang))
  return html`${field(shown, 'legal_form', (attributes) => html`<select ${attributes}>${choose(forms, form.legal_form)}</select>`)}
${field(
  shown,
  'company',
  (attributes) =>
    html`<input ${attributes} value="${form.company}" required maxlength="${companyMax}" autocomplete="organization">`,
)}
${field(shown, 'country', (attributes) => html`<select ${attributes}>${choose(places, form.country)}</select>`)}
${field(
  shown,
  'bank_account',
  (attributes) =>
    html`<input ${attributes} value="${form.bank_account}" required maxlength="42" autocomplete="off" spellcheck="false">
<p class="hint">${words.bankNote}</p>`,
)}
<div class="field">
<label class="tick"><input type="checkbox" name="terms" value="accepted" data-testid="onboarding-terms" required
 ${form.terms === 'accepted' ? html`checked` : ''} ${wrongAttributes('terms', problems)}>${words.terms}</label>
${problemText(shown, 'terms')}
</div>`
}

type Shown = Pick<OnboardingPage, 'words' | 'problems'>

/** One field with its label and what is wrong with it. `control` is given the attributes that bind the three. */
function field(
  shown: Shown,
  name: Exclude<DetailName, 'terms'>,
  control: (attributes: Html) => Html,
): Html {
  const id = `onboarding-${name.replaceAll('_', '-')}`
  const attributes = html`id="${id}" name="${name}" data-testid="${id}" ${wrongAttributes(name, shown.problems)}`
  return html`<div class="field">
<label for="${id}">${shown.words.fields[name]}</label>
${control(attributes)}
${problemText(shown, name)}
</div>`
}

const wrongAttributes = (name: DetailName, problems: OnboardingProblems): Html | string =>
  problems[name] ? html`aria-invalid="true" aria-describedby="${name}-error"` : ''

function problemText({ words, problems }: Shown, name: DetailName): Html | string {
  const problem = problems[name]
  return problem
    ? html`<p class="problem" id="${name}-error">${words.problems[name][problem]}</p>`
    : ''
}

const decisionFields = ({ words, form }: OnboardingPage): Html => html`<fieldset class="decisions">
<legend>${words.decisionTitle}</legend>
<p class="hint decision-note">${words.decisionNote}</p>
${offeredDecisions.map(
  (decision) => html`<label class="decision">
<input type="radio" name="decision" value="${decision}" data-testid="onboarding-${decision}"
 ${decision === form.decision ? html`checked` : ''}>
<span><strong>${words.decisions[decision].title}</strong> <span class="hint">${words.decisions[decision].text}</span></span>
</label>`,
)}
</fieldset>`

/** Tells a merchant why there is nothing to fill in. */
export function onboardingStatePage(kind: OnboardingState, words: OnboardingWords): Page {
  const { title, text } = words.states[kind]
  return {
    lang: words.lang,
    theme: 'pay',
    strip: words.strip,
    title,
    body: html`<main class="card state" data-testid="state-${kind}">
<span class="sign ${kind === 'offline' ? 'wait' : 'bad'}" aria-hidden="true"></span>
<h1>${title}</h1>
<p>${text}</p>
</main>`,
  }
}
