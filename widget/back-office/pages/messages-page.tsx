import { Link } from 'wouter'
import type { InboxState, MessageState } from '../api/contract.ts'
import { useLive } from '../api/live.tsx'
import { useInbox, useMessages } from '../api/messages.ts'
import { ofInboxRow, ofMessageRow } from '../messages/told-row.ts'
import { ToldTable } from '../messages/told-table.tsx'
import { type ListQuery, useListQuery } from '../parts/list-query.ts'
import { PageTitle } from '../parts/page-title.tsx'
import { Bars, QueryView } from '../parts/query-view.tsx'
import { RecordList } from '../parts/record-list.tsx'
import { useWords } from '../session/language.tsx'

const messageStates = ['waiting', 'delivered', 'dead'] as const satisfies readonly MessageState[]
const inboxStates = [
  'waiting',
  'applied',
  'ignored',
  'dead',
] as const satisfies readonly InboxState[]
const names = ['box', 'state'] as const

/** The state that the address names, else what waits. */
const known = <State extends string>(
  states: readonly State[],
  text: string | undefined,
): State | 'waiting' => states.find((state) => state === text) ?? 'waiting'

/** What we tell the shop and what is told to us, by how far it is. */
export function MessagesPage() {
  const { messages: words } = useWords()
  const list = useListQuery(names)
  const isInbox = list.query.box === 'providers'
  return (
    <>
      <PageTitle title={words.title} />
      <Boxes isInbox={isInbox} state={list.query.state} />
      {isInbox ? <Inbox list={list} /> : <Outbox list={list} />}
    </>
  )
}

type List = ListQuery<(typeof names)[number]>

function Outbox({ list }: { list: List }) {
  const state = known(messageStates, list.query.state)
  const query = useMessages({ state, cursor: list.query.cursor })
  return (
    <QueryView query={query} skeleton={<Bars rows={6} />}>
      {({ messages, nextCursor }) => (
        <Rows rows={messages.map(ofMessageRow)} {...{ state, nextCursor, list }} />
      )}
    </QueryView>
  )
}

function Inbox({ list }: { list: List }) {
  const state = known(inboxStates, list.query.state)
  const query = useInbox({ state, cursor: list.query.cursor })
  return (
    <QueryView query={query} skeleton={<Bars rows={6} />}>
      {({ events, nextCursor }) => (
        <Rows rows={events.map(ofInboxRow)} {...{ state, nextCursor, list }} />
      )}
    </QueryView>
  )
}

type RowsProps = {
  rows: ReturnType<typeof ofMessageRow>[]
  state: MessageState | InboxState
  nextCursor: string | null
  list: List
}

function Rows({ rows, state, nextCursor, list }: RowsProps) {
  const { messages: words } = useWords()
  return (
    <RecordList count={rows.length} empty={words.empty[state]} list={list} nextCursor={nextCursor}>
      <ToldTable rows={rows} />
    </RecordList>
  )
}

function Boxes({ isInbox, state }: { isInbox: boolean; state: string | undefined }) {
  const { messages: words } = useWords()
  const { backlog } = useLive()
  return (
    <div className="boxes">
      <Box
        title={words.toShop}
        box="shop"
        states={messageStates}
        chosen={isInbox ? null : known(messageStates, state)}
        counts={backlog?.messages}
      />
      <Box
        title={words.fromProviders}
        box="providers"
        states={inboxStates}
        chosen={isInbox ? known(inboxStates, state) : null}
        counts={backlog?.inbox}
      />
    </div>
  )
}

type BoxProps = {
  title: string
  box: 'shop' | 'providers'
  states: readonly (MessageState | InboxState)[]
  chosen: string | null
  counts: { waiting: number; dead: number } | undefined
}

function Box({ title, box, states, chosen, counts }: BoxProps) {
  const { messages: words } = useWords()
  const countOf = (state: string) =>
    state === 'dead' || state === 'waiting' ? (counts?.[state] ?? 0) : 0
  return (
    <nav aria-label={title} className="tabs">
      <p aria-hidden="true">{title}</p>
      <ul>
        {states.map((state) => (
          <li key={state}>
            <Link
              href={`/messages?box=${box}&state=${state}`}
              aria-current={chosen === state ? 'page' : undefined}
              data-testid={`tab-${box}-${state}`}
            >
              {words.states[state]}
              {countOf(state) > 0 && (
                <span className="tab-count" data-state={state}>
                  {countOf(state)}
                </span>
              )}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}
