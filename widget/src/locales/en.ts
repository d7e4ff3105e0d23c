import { enCheckout } from './en-checkout.ts'
import { enOpen } from './en-open.ts'
import { enReturn } from './en-return.ts'

/** Every word of the widget in English. `{amount}` and `{order}` are filled in. */
export const en = { ...enCheckout, ...enOpen, ...enReturn } as const

export type Word = keyof typeof en
export type Words = Readonly<Record<Word, string>>
