import { Fragment, useMemo } from 'react'
import type { Fact, Facts, Title } from '../api/contract.ts'
import { useLanguage } from '../session/language.tsx'
import type { Words } from '../words.ts'
import { type Formats, useFormats } from './formats.ts'
import { fromWords, type Piece, toSentence } from './sentence.ts'

const isTime = (text: string) => /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(text)

/** Words of the server that have a text of their own here. */
const textOf = (texts: Readonly<Record<string, string>>, key: string): string =>
  (Object.hasOwn(texts, key) && texts[key]) || key

const vocabulary = (words: Words): Readonly<Record<string, Readonly<Record<string, string>>>> => ({
  kind: words.kinds,
  operation: words.kinds,
  note: words.notes,
  reason: words.notes,
  failureReason: words.notes,
  from: words.statuses,
  to: words.statuses,
  status: words.statuses,
})

/** What a fact is called. */
export const nameFact = (name: string, words: Words): string => textOf(words.factNames, name)

type Writing = { words: Words; formats: Formats; currency: string | null }

/** A fact as people read it: amounts as money, times as times, stable words in the chosen language. */
export function writeFact(
  name: string,
  value: Fact,
  { words, formats, currency }: Writing,
): string {
  if (value === null) return words.none
  if (typeof value === 'boolean') return value ? words.yes : words.no
  if (typeof value === 'number')
    return /Minor$|^amount$/.test(name) && currency ? formats.money(value, currency) : String(value)
  if (isTime(value)) return formats.moment(value)
  return textOf(vocabulary(words)[name] ?? {}, value)
}

type ToldProps = { title: Title; facts?: Facts; currency?: string | null }

/** A sentence of the server in the chosen language, with what matters in bold. */
export function Told({ title, facts = {}, currency = null }: ToldProps) {
  const pieces = useTold({ title, facts, currency })
  return pieces.map(({ kind, text }, index) => {
    // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of one sentence never move.
    if (kind === 'strong') return <strong key={index}>{text}</strong>
    // biome-ignore lint/suspicious/noArrayIndexKey: as above.
    if (kind === 'detail') return <code key={index}>{text}</code>
    // biome-ignore lint/suspicious/noArrayIndexKey: as above.
    return <Fragment key={index}>{text}</Fragment>
  })
}

function useTold({ title, facts, currency }: Required<ToldProps>): Piece[] {
  const { words } = useLanguage()
  const formats = useFormats()
  return useMemo(() => {
    const values = Object.entries({ ...facts, ...title.params }).map(
      ([name, value]) =>
        [
          name,
          value === '' || value === null
            ? ''
            : writeFact(name, value, { words, formats, currency }),
        ] as const,
    )
    const template = textOf(words.titles, title.key)
    const own = template === title.key ? null : toSentence(template, Object.fromEntries(values))
    return own ?? fromWords(title.words, title.params)
  }, [title, facts, currency, words, formats])
}

/** Facts by name, one below the other. */
export function FactList({ facts, currency = null }: { facts: Facts; currency?: string | null }) {
  const { words } = useLanguage()
  const formats = useFormats()
  return (
    <dl className="fact-list">
      {Object.entries(facts).map(([name, value]) => (
        <div key={name}>
          <dt>{nameFact(name, words)}</dt>
          <dd>
            <bdi>{writeFact(name, value, { words, formats, currency })}</bdi>
          </dd>
        </div>
      ))}
    </dl>
  )
}
