import { useState } from 'react'
import { Link } from 'wouter'
import { useFormats } from '../parts/formats.ts'
import { Moment } from '../parts/moment.tsx'
import { RawView } from '../parts/raw-view.tsx'
import { RepairButton } from '../parts/repair-button.tsx'
import { useWords } from '../session/language.tsx'
import type { ToldRow } from './told-row.ts'

/** Messages or events with why they are where they are, what is in them, and what mends them. */
export function ToldTable({ rows }: { rows: readonly ToldRow[] }) {
  return (
    <ul className="card told-list" data-testid="told-list">
      {rows.map((row) => (
        <Row key={row.key} row={row} />
      ))}
    </ul>
  )
}

const tones = {
  dead: 'bad',
  waiting: 'warning',
  ignored: 'info',
  applied: 'ok',
  delivered: 'ok',
} as const

function Row({ row }: { row: ToldRow }) {
  const words = useWords()
  const [isOpen, setIsOpen] = useState(false)
  return (
    <li className="told" data-tone={tones[row.state]} data-testid="told-row" data-state={row.state}>
      <details onToggle={({ currentTarget }) => setIsOpen(currentTarget.open)}>
        <summary data-row>
          <strong>{row.name}</strong>
          <code>{row.from}</code>
        </summary>
        {isOpen && <RawView raw={row.raw} label={words.messages.payload} />}
      </details>
      <div className="told-about">
        <AboutPayment transactionId={row.transactionId} />
        <Why row={row} />
      </div>
      <div className="told-end">
        <Moment at={row.at} />
        {row.repair && <RepairButton repair={row.repair} />}
      </div>
    </li>
  )
}

function AboutPayment({ transactionId }: Pick<ToldRow, 'transactionId'>) {
  const { messages: words } = useWords()
  if (!transactionId) return <span className="soft">{words.noPayment}</span>
  return (
    <Link href={`/payments/${encodeURIComponent(transactionId)}`} data-testid="to-payment">
      <code dir="ltr">{transactionId}</code>
    </Link>
  )
}

function Why({ row: { attempts, note, dueAt } }: { row: ToldRow }) {
  const words = useWords()
  const { moment } = useFormats()
  const notes: Readonly<Record<string, string>> = words.notes
  const said = [
    note && (notes[note] ?? note),
    attempts > 0 && words.messages.attempts(attempts),
    dueAt && words.messages.next(moment(dueAt)),
  ].filter(Boolean)
  return said.length > 0 && <small>{said.join(' · ')}</small>
}
