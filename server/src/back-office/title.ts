import type { Title } from '../contract/back-office/parts.ts'

/** A sentence with its key: `{name}` in the words is the parameter of that name. */
export const toTitle = (key: string, words: string, params: Title['params'] = {}): Title => ({
  key,
  params,
  words: words.replaceAll(/\{(\w+)\}/g, (_, name: string) => String(params[name] ?? '')),
})
