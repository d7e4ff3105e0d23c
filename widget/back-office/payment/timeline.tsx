import { useState } from 'react'
import type { PaymentDossier, TimelineEntry } from '../api/contract.ts'
import { useFormats } from '../parts/formats.ts'
import { RawView } from '../parts/raw-view.tsx'
import { addressOf, RecordLinks } from '../parts/record-links.tsx'
import { RepairButton } from '../parts/repair-button.tsx'
import { FactList, Told } from '../parts/told.tsx'
import { useWords } from '../session/language.tsx'
import { type ShownTime, toShownTimes } from './timeline-times.ts'

/** Everything that happened to a payment, in one order: what was asked, answered, told and changed, and what was ignored and why. */
export function Timeline({ payment, timeline }: Pick<PaymentDossier, 'payment' | 'timeline'>) {
  const { payment: words } = useWords()
  const formats = useFormats()
  const [isNewestFirst, setIsNewestFirst] = useState(false)
  const { limit, isTruncated } = timeline
  // The server tells the newest first; a story reads downward.
  const entries = isNewestFirst ? timeline.entries : timeline.entries.toReversed()
  const times = toShownTimes(
    entries.map(({ at }) => at),
    formats,
  )
  return (
    <section className="happened" aria-labelledby="happened">
      <div className="happened-head">
        <h2 id="happened">{words.happened}</h2>
        <button
          type="button"
          className="plain"
          data-testid="timeline-order"
          onClick={() => setIsNewestFirst(!isNewestFirst)}
        >
          {isNewestFirst ? words.oldestFirst : words.newestFirst}
        </button>
      </div>
      {isTruncated && <p className="note">{words.truncated(limit)}</p>}
      {entries.length === 0 && <p className="note">{words.nothingHappened}</p>}
      <ol className="timeline" data-testid="timeline">
        {entries.map((entry, index) => (
          <Entry key={entry.id} entry={entry} time={times[index]} payment={payment} />
        ))}
      </ol>
    </section>
  )
}

type EntryProps = {
  entry: TimelineEntry
  time: ShownTime | undefined
  payment: PaymentDossier['payment']
}

function Entry({ entry, time, payment }: EntryProps) {
  const { at, kind, tone, links, repair } = entry
  const here = addressOf({ rel: 'payment', id: payment.transactionId }) ?? ''
  return (
    <li data-tone={tone} data-kind={kind} data-testid="timeline-entry">
      {time?.day && <p className="timeline-day">{time.day}</p>}
      <time dateTime={at}>
        <span className="visually-hidden">{time?.full}</span>
        <span aria-hidden="true" dir="ltr" data-testid="shown-time">
          {time?.time}
        </span>
      </time>
      <div className="timeline-body">
        <Unfolding entry={entry} currency={payment.currency} />
        <RecordLinks links={links} here={here} />
        {repair && <RepairButton repair={repair} />}
      </div>
    </li>
  )
}

function Unfolding({ entry, currency }: { entry: TimelineEntry; currency: string }) {
  const { payment: words } = useWords()
  const { title, normalised, raw } = entry
  const [isOpen, setIsOpen] = useState(false)
  return (
    <details onToggle={({ currentTarget }) => setIsOpen(currentTarget.open)}>
      <summary data-row>
        <Told title={title} facts={normalised} currency={currency} />
      </summary>
      {isOpen && (
        <div className="unfolded">
          <figure data-testid="normalised">
            <figcaption>{words.normalised}</figcaption>
            <FactList facts={normalised} currency={currency} />
          </figure>
          {raw !== null && raw !== undefined && <RawView raw={raw} />}
        </div>
      )}
    </details>
  )
}
