import type { AccountMode } from '../accounts/account.ts'

export type DeveloperProblem = 'name' | 'webhook_url'
export type DeveloperDone =
  | 'saved'
  | 'ended'
  | 'old_key_valid'
  | 'old_secret_valid'
  | 'account_exists'
  | 'gone'
  | 'invalid_url'

/** The words of the page on which developers make accounts and roll keys. */
export type DeveloperWords = {
  lang: 'en' | 'de'
  strip: string
  title: string
  intro: string
  accounts: string
  modes: Record<AccountMode, string>
  marketplace: string
  account: string
  publishableKey: string
  secretKey: string
  webhookSecret: string
  webhookUrl: string
  noWebhookUrl: string
  endsWith: (end: string) => string
  oldKey: (end: string) => string
  oldSecret: string
  save: string
  rollKey: string
  endOldKey: string
  rollSecret: string
  endOldSecret: string
  shownTitle: (name: string) => string
  shownText: string
  copy: string
  copied: string
  createTitle: string
  createText: string
  name: string
  mode: string
  isMarketplace: string
  isMarketplaceNote: string
  create: string
  problems: Record<DeveloperProblem, string>
  messages: Record<DeveloperDone, string>
}

const english: DeveloperWords = {
  lang: 'en',
  strip: 'Sandbox · no real money moves',
  title: 'Developers',
  intro:
    'Accounts at this provider, as its customers have them. Each has keys and webhooks of its own, and sees nothing of the others.',
  accounts: 'Accounts',
  modes: { test: 'Test', live: 'Live' },
  marketplace: 'Marketplace',
  account: 'Account',
  publishableKey: 'Publishable key',
  secretKey: 'Secret key',
  webhookSecret: 'Webhook secret',
  webhookUrl: 'Webhook URL',
  noWebhookUrl: 'Without one nothing is sent.',
  endsWith: (end) => `ends with ${end}`,
  oldKey: (end) => `The old key, which ends with ${end}, is still valid.`,
  oldSecret: 'The old secret still signs, beside the new one.',
  save: 'Save',
  rollKey: 'Roll the secret key',
  endOldKey: 'End the old key now',
  rollSecret: 'Roll the webhook secret',
  endOldSecret: 'End the old secret now',
  shownTitle: (name) => `Secrets of ${name}`,
  shownText: 'Copy them now: they are shown this once and never again.',
  copy: 'Copy',
  copied: 'Copied',
  createTitle: 'New account',
  createText: 'The keys are shown once, right after.',
  name: 'Name',
  mode: 'Mode',
  isMarketplace: 'For a marketplace',
  isMarketplaceNote: 'With merchants, and transfers to them.',
  create: 'Create the account',
  problems: {
    name: 'Enter a name of at most 100 characters.',
    webhook_url: 'Enter an address that begins with http:// or https://, or leave it blank.',
  },
  messages: {
    saved: 'Saved. It holds from the next webhook on.',
    ended: 'Ended. Only the new one is valid.',
    old_key_valid: 'Not rolled: the old key is still valid. End it first.',
    old_secret_valid: 'Not rolled: the old secret still signs. End it first.',
    account_exists:
      'This form has made an account already. Its secrets were shown then, and are not shown again.',
    gone: 'There is no such account any more.',
    invalid_url: 'Not saved: a webhook URL begins with http:// or https://.',
  },
}

const german: DeveloperWords = {
  lang: 'de',
  strip: 'Sandbox · es fließt kein echtes Geld',
  title: 'Entwickler',
  intro:
    'Konten bei diesem Anbieter, wie seine Kunden sie haben. Jedes hat eigene Schlüssel und Webhooks und sieht nichts von den anderen.',
  accounts: 'Konten',
  modes: { test: 'Test', live: 'Live' },
  marketplace: 'Marktplatz',
  account: 'Konto',
  publishableKey: 'Öffentlicher Schlüssel',
  secretKey: 'Geheimer Schlüssel',
  webhookSecret: 'Webhook-Geheimnis',
  webhookUrl: 'Webhook-URL',
  noWebhookUrl: 'Ohne sie wird nichts gesendet.',
  endsWith: (end) => `endet auf ${end}`,
  oldKey: (end) => `Der alte Schlüssel, der auf ${end} endet, gilt noch.`,
  oldSecret: 'Das alte Geheimnis unterschreibt noch, neben dem neuen.',
  save: 'Speichern',
  rollKey: 'Geheimen Schlüssel erneuern',
  endOldKey: 'Alten Schlüssel jetzt beenden',
  rollSecret: 'Webhook-Geheimnis erneuern',
  endOldSecret: 'Altes Geheimnis jetzt beenden',
  shownTitle: (name) => `Geheimnisse von ${name}`,
  shownText: 'Kopieren Sie sie jetzt: Sie werden nur dieses eine Mal gezeigt.',
  copy: 'Kopieren',
  copied: 'Kopiert',
  createTitle: 'Neues Konto',
  createText: 'Die Schlüssel werden gleich danach einmal gezeigt.',
  name: 'Name',
  mode: 'Modus',
  isMarketplace: 'Für einen Marktplatz',
  isMarketplaceNote: 'Mit Händlern und Auszahlungen an sie.',
  create: 'Konto anlegen',
  problems: {
    name: 'Geben Sie einen Namen mit höchstens 100 Zeichen ein.',
    webhook_url: 'Geben Sie eine Adresse ein, die mit http:// oder https:// beginnt, oder keine.',
  },
  messages: {
    saved: 'Gespeichert. Es gilt ab dem nächsten Webhook.',
    ended: 'Beendet. Nur noch das neue gilt.',
    old_key_valid: 'Nicht erneuert: Der alte Schlüssel gilt noch. Beenden Sie ihn zuerst.',
    old_secret_valid:
      'Nicht erneuert: Das alte Geheimnis unterschreibt noch. Beenden Sie es zuerst.',
    account_exists:
      'Dieses Formular hat schon ein Konto angelegt. Seine Geheimnisse wurden da gezeigt und werden es nicht noch einmal.',
    gone: 'Dieses Konto gibt es nicht mehr.',
    invalid_url: 'Nicht gespeichert: Eine Webhook-URL beginnt mit http:// oder https://.',
  },
}

/** The words of the developer's language: German for German, English for everybody else. */
export const developerWordsFor = (locale: string): DeveloperWords =>
  /^de\b/i.test(locale) ? german : english
