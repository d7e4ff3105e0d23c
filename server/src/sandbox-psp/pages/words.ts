import type { CardField, DeclineCode, EndingKey, FieldProblem } from '../charges/card.ts'

export type Words = {
  lang: 'en' | 'de'
  strip: string
  order: (reference: string) => string
  items: string
  moreItems: (count: number) => string
  backTo: (merchant: string) => string
  payByCard: string
  fields: Record<CardField, string>
  expiryHint: string
  pay: (amount: string) => string
  paying: string
  stillPaying: string
  onlyTestCards: string
  endingsTitle: string
  endingsNote: string
  endings: Record<EndingKey, string>
  problems: Record<CardField, Record<FieldProblem, string>>
  problemsTitle: string
  declines: Record<DeclineCode, string>
  challenge: Record<
    'bank' | 'title' | 'text' | 'merchant' | 'amount' | 'card' | 'approve' | 'reject' | 'note',
    string
  >
  states: Record<StateKind, { title: string; text: string }>
}

/** What a page without a form tells. */
export type StateKind =
  | 'done'
  | 'processing'
  | 'refunded'
  | 'canceled'
  | 'unknown'
  | 'lost'
  | 'offline'
  | 'stranger'
