import { useState } from 'react'
import { Link } from 'wouter'
import { useAttention } from '../api/attention.ts'
import type { AttentionGroup, AttentionItem } from '../api/contract.ts'
import { EmptyState } from '../parts/empty-state.tsx'
import { FactsLine } from '../parts/facts-line.tsx'
import { useFormats } from '../parts/formats.ts'
import { listAddress } from '../parts/list-address.ts'
import { Amount } from '../parts/moment.tsx'
import { PageTitle } from '../parts/page-title.tsx'
import { Bars, QueryView } from '../parts/query-view.tsx'
import { addressOf } from '../parts/record-links.tsx'
import { RepairButton } from '../parts/repair-button.tsx'
import { Told } from '../parts/told.tsx'
import { useWords } from '../session/language.tsx'

/** What does not mend itself, each with why, since when, and what mends it. */
export function AttentionPage() {
  const { attention: words } = useWords()
  return (
    <>
      <PageTitle title={words.title} />
      <QueryView query={useAttention()} skeleton={<Bars rows={4} height="7rem" />}>
        {({ groups }) => <Groups groups={groups} />}
      </QueryView>
    </>
  )
}

function Groups({ groups }: { groups: readonly AttentionGroup[] }) {
  const { attention: words } = useWords()
  const open = groups.filter(({ count }) => count > 0)
  const clear = groups.filter(({ count }) => count === 0)
  if (open.length === 0) return <AllClear />
  return (
    <>
      <p className="lead">{words.lead}</p>
      <div className="groups">
        {open.map((group) => (
          <Group key={group.kind} group={group} />
        ))}
      </div>
      {clear.length > 0 && (
        <section className="clear-kinds">
          <h2>{words.clearKinds}</h2>
          <ul>
            {clear.map(({ kind }) => (
              <li key={kind}>{words.groups[kind].title}</li>
            ))}
          </ul>
        </section>
      )}
    </>
  )
}

function AllClear() {
  const { attention: words } = useWords()
  return (
    <div className="all-clear">
      <svg viewBox="0 0 48 48" aria-hidden="true" focusable="false">
        <circle cx="24" cy="24" r="22" />
        <path d="m15 24.5 6.5 6.5L33.5 18" />
      </svg>
      <EmptyState {...words.clear} testId="all-clear" />
    </div>
  )
}

function Group({ group }: { group: AttentionGroup }) {
  const { attention: words } = useWords()
  const { kind, tone, count, isMore, items, list } = group
  const shown = `${count}${isMore ? '+' : ''}`
  const { title, text } = words.groups[kind]
  return (
    <section
      className="card group"
      data-tone={tone}
      data-testid={`group-${kind}`}
      aria-labelledby={`group-${kind}`}
    >
      <div className="group-head">
        <h2 id={`group-${kind}`}>
          {title}{' '}
          <span className="group-count" data-testid="group-count">
            {shown}
          </span>
        </h2>
        {list && (count > items.length || isMore) && (
          <Link href={listAddress(list)} data-testid="group-all">
            {words.all(shown)}
          </Link>
        )}
      </div>
      <p className="note">{text}</p>
      <ul>
        {items.map((item) => (
          <Item key={item.id} item={item} />
        ))}
      </ul>
    </section>
  )
}

function Item({ item }: { item: AttentionItem }) {
  const { away, exactly } = useFormats()
  const [now] = useState(Date.now)
  const { since, title, amount, currency, facts, links, repair } = item
  const to = links.map(addressOf).find((address) => address !== null)
  return (
    <li className="attention-item" data-testid="attention-item">
      <div>
        <p>
          {to ? (
            <Link href={to} className="attention-link" data-row>
              <Told title={title} facts={facts} currency={currency} />
            </Link>
          ) : (
            <Told title={title} facts={facts} currency={currency} />
          )}
        </p>
        <small>
          <time dateTime={since} title={exactly(since)}>
            {away(since, now)}
          </time>
          <FactsLine facts={facts} title={title} currency={currency} />
        </small>
      </div>
      {amount !== null && currency && <Amount amount={amount} currency={currency} />}
      {repair && <RepairButton repair={repair} />}
    </li>
  )
}
