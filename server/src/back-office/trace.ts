/** What happened to a payment, as it was written; the newest of each, at most `limit`. */
export type Traces = {
  history: readonly HistoryTrace[]
  operations: readonly OperationTrace[]
  events: readonly EventTrace[]
  messages: readonly MessageTrace[]
}

export type HistoryTrace = {
  id: string
  at: Date
  source: string
  event: string
  fromStatus: string | null
  toStatus: string | null
  details: Record<string, unknown>
}

export type OperationTrace = {
  operationId: string
  kind: string
  state: 'pending' | 'unknown' | 'succeeded' | 'failed'
  request: unknown
  note: string | null
  attempts: number
  createdAt: Date
  settledAt: Date | null
}

export type EventTrace = {
  source: string
  eventId: string
  name: string
  rawBody: string
  state: 'waiting' | 'applied' | 'ignored' | 'dead'
  note: string | null
  attempts: number
  receivedAt: Date
  settledAt: Date | null
}

export type MessageTrace = {
  messageId: string
  name: string
  payload: unknown
  state: 'waiting' | 'delivered' | 'dead'
  note: string | null
  attempts: number
  createdAt: Date
  settledAt: Date | null
}
