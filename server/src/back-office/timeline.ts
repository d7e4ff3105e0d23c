import type { Facts, Link, Repair, Title, Tone } from '../contract/back-office/parts.ts'
import type { TimelineEntry } from '../contract/back-office/payments.ts'
import { redact, redactJson } from './redact.ts'
import { lookUpAgain, replayOfEvent, replayOfMessage } from './repairs.ts'
import { toTitle } from './title.ts'
import type { EventTrace, HistoryTrace, MessageTrace, OperationTrace, Traces } from './trace.ts'

type Dated = TimelineEntry & { time: Date }

/** What happened to one payment in one order, newest first, at most `limit`; times are those of the database. */
export function toTimeline(
  transactionId: string,
  traces: Traces,
  limit: number,
): { entries: TimelineEntry[]; isTruncated: boolean } {
  const all: Dated[] = [
    ...traces.history.map(ofHistory),
    ...traces.operations.flatMap((trace) => ofOperation(transactionId, trace)),
    ...traces.events.map(ofEvent),
    ...traces.messages.map(ofMessage),
  ]
  // Within one moment things are told in the order of cause and effect.
  const sorted = all.toSorted(
    (one, other) =>
      other.time.getTime() - one.time.getTime() || ranks[other.kind] - ranks[one.kind],
  )
  return {
    entries: sorted.slice(0, limit).map(({ time: _time, ...entry }) => entry),
    isTruncated: sorted.length > limit || Object.values(traces).some((some) => some.length > limit),
  }
}

const ranks: Record<TimelineEntry['kind'], number> = {
  request: 0,
  webhook: 1,
  command: 1,
  operation: 2,
  'psp-answer': 3,
  history: 4,
  message: 5,
}

type Told = {
  id: string
  time: Date
  kind: TimelineEntry['kind']
  title: Title
  tone?: Tone
  normalised: Facts
  raw?: unknown
  links?: Link[]
  repair?: Repair | null
}

const toEntry = ({
  time,
  tone = 'info',
  raw = null,
  links = [],
  repair = null,
  ...told
}: Told) => ({
  ...told,
  time,
  at: time.toISOString(),
  tone,
  raw,
  links,
  repair,
})

/** History that says that somebody asked us, rather than what came of it. */
const isRequest = (event: string): boolean =>
  event === 'payment-created' || event.endsWith('-requested')

const badEvents = /failed|refused/

function ofHistory({ id, at, source, event, fromStatus, toStatus, details }: HistoryTrace): Dated {
  const params = { event, source, from: fromStatus ?? '', to: toStatus ?? '' }
  const title =
    event === 'status-changed'
      ? toTitle('history.status-changed', 'From {from} to {to}', params)
      : toTitle(`history.${event}`, event.replaceAll('-', ' '), params)
  return toEntry({
    id: `history:${id}`,
    time: at,
    kind: isRequest(event) ? 'request' : 'history',
    title,
    tone: toneOf(event, toStatus),
    normalised: withoutNulls({
      source,
      event,
      from: fromStatus,
      to: toStatus,
      ...plain(redact(details)),
    }),
    raw: redact(details),
  })
}

const goodStatuses = new Set(['authorized', 'captured', 'refunded', 'partially refunded'])
const badStatuses = new Set([
  'authorization_failed',
  'capture_failed',
  'cancellation_failed',
  'refund failed',
])

function toneOf(event: string, status: string | null): Tone {
  if (status !== null && badStatuses.has(status)) return 'bad'
  if (status === 'overpaid' || status === 'underpaid') return 'warning'
  if (status !== null && goodStatuses.has(status)) return 'ok'
  if (event === 'event-ignored') return 'info'
  return badEvents.test(event) ? 'bad' : 'info'
}

/** Two moments: that it was begun, and what the provider answered. */
function ofOperation(transactionId: string, trace: OperationTrace): Dated[] {
  const { operationId, kind, state, note, attempts, request, createdAt, settledAt } = trace
  const params = { kind, note: note ?? '' }
  const begun = toEntry({
    id: `operation:${operationId}`,
    time: createdAt,
    kind: 'operation',
    title: toTitle(`operation.${kind}`, 'The provider is asked: {kind}', params),
    normalised: { operation: kind, state, attempts, operationId },
    raw: redact(request),
  })
  if (settledAt === null) {
    const isUnknown = state === 'unknown'
    const open: Dated = {
      ...begun,
      title: isUnknown
        ? toTitle('operation.unknown', 'The provider has not said what became of: {kind}', params)
        : begun.title,
      tone: isUnknown ? 'warning' : 'info',
      normalised: withoutNulls({ ...begun.normalised, note }),
      repair: isUnknown ? lookUpAgain(transactionId) : null,
    }
    return [open]
  }
  const answered = toEntry({
    id: `operation:${operationId}:answer`,
    time: settledAt,
    kind: 'psp-answer',
    title:
      state === 'failed'
        ? toTitle('psp-answer.failed', 'The provider refused: {kind} ({note})', params)
        : toTitle('psp-answer.succeeded', 'The provider answered: {kind}', params),
    tone: state === 'failed' ? 'bad' : 'ok',
    normalised: withoutNulls({ operation: kind, state, note, operationId }),
  })
  return [begun, answered]
}

const eventTones: Record<EventTrace['state'], Tone> = {
  applied: 'ok',
  ignored: 'info',
  waiting: 'warning',
  dead: 'bad',
}

const eventWords: Record<EventTrace['state'], string> = {
  applied: '{name} was applied',
  ignored: '{name} was ignored: {note}',
  waiting: '{name} waits to be applied',
  dead: '{name} was set aside: {note}',
}

function ofEvent(trace: EventTrace): Dated {
  const { source, eventId, name, state, note, attempts, rawBody, receivedAt } = trace
  const kind = source.startsWith('psp:') ? 'webhook' : 'command'
  return toEntry({
    id: `event:${source}/${eventId}`,
    time: receivedAt,
    kind,
    title: toTitle(`${kind}.${state}`, eventWords[state], { name, note: note ?? '' }),
    tone: eventTones[state],
    normalised: withoutNulls({ source, eventId, name, state, note, attempts }),
    raw: redactJson(rawBody),
    links: [{ rel: 'inbox-event', id: `${source}/${eventId}` }],
    repair: state === 'dead' ? replayOfEvent(source, eventId) : null,
  })
}

const messageTones: Record<MessageTrace['state'], Tone> = {
  waiting: 'info',
  delivered: 'ok',
  dead: 'bad',
}

const messageWords: Record<MessageTrace['state'], string> = {
  waiting: '{name} waits for the shop',
  delivered: 'The shop has {name}',
  dead: 'The shop never took {name}',
}

function ofMessage(trace: MessageTrace): Dated {
  const { messageId, name, payload, state, note, attempts, createdAt, settledAt } = trace
  return toEntry({
    id: `message:${messageId}`,
    time: createdAt,
    kind: 'message',
    title: toTitle(`message.${state}`, messageWords[state], { name }),
    tone: messageTones[state],
    normalised: withoutNulls({
      name,
      state,
      note,
      attempts,
      settledAt: settledAt?.toISOString() ?? null,
    }),
    raw: redact(payload),
    links: [{ rel: 'message', id: messageId }],
    repair: state === 'dead' ? replayOfMessage(messageId) : null,
  })
}

/** The plain values of an object, which is what can be shown in a line. */
const plain = (value: unknown): Facts =>
  Object.fromEntries(
    Object.entries(value ?? {}).filter((entry): entry is [string, string | number | boolean] =>
      ['string', 'number', 'boolean'].includes(typeof entry[1]),
    ),
  )

const withoutNulls = (facts: Facts): Facts =>
  Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== null))
