import type { Facts, Title } from '../api/contract.ts'
import { useLanguage } from '../session/language.tsx'
import { useFormats } from './formats.ts'
import { nameFact, writeFact } from './told.tsx'

/** Facts whose value says by itself what it is. */
const plain = new Set(['note', 'reason', 'status', 'source', 'state'])

type FactsLineProps = { facts: Facts; title: Title; currency: string | null }

/** Facts behind one another in a line, without those that are empty or said in the sentence before. */
export function FactsLine({ facts, title, currency }: FactsLineProps) {
  const { words } = useLanguage()
  const formats = useFormats()
  const told = Object.entries(facts).filter(
    ([, value]) =>
      value !== null && value !== '' && !Object.values(title.params).some((said) => said === value),
  )
  return told.map(([name, value]) => (
    <span key={name} className="fact">
      {name === 'attempts' ? (
        words.messages.attempts(Number(value))
      ) : (
        <>
          {!plain.has(name) && `${nameFact(name, words)} `}
          <bdi>{writeFact(name, value, { words, formats, currency })}</bdi>
        </>
      )}
    </span>
  ))
}
