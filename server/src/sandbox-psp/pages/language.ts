import { english } from './english.ts'
import { german } from './german.ts'
import type { Words } from './words.ts'

/** The words of the shopper's language: German for German, English for everybody else. */
export const wordsFor = (locale: string): Words =>
  /^de\b/i.test(locale.replaceAll('_', '-')) ? german : english

/** The shopper's own region when the page speaks its language, so that digits and words agree. */
export function numberLocale(locale: string, { lang }: Words): string {
  const tag = locale.replaceAll('_', '-')
  const isUsable = tag.toLowerCase().startsWith(lang) && /^[a-z]{2}(-[a-z]{2})?$/i.test(tag)
  return isUsable ? tag : lang
}
