import { type Executor, sql } from '../database/database.ts'
import type { EventTrace, HistoryTrace, MessageTrace, OperationTrace, Traces } from './trace.ts'

type Of = { tenant: string; transactionId: string }

export async function findTraces(db: Executor, of: Of, limit: number): Promise<Traces> {
  const [history, operations, events, messages] = await Promise.all([
    findHistory(db, of, limit),
    findOperations(db, of, limit),
    findEvents(db, of, limit),
    findMessages(db, of, limit),
  ])
  return { history, operations, events, messages }
}

async function findHistory(
  db: Executor,
  { tenant, transactionId }: Of,
  limit: number,
): Promise<HistoryTrace[]> {
  const { rows } = await sql<HistoryTrace>`
    select id::text as id, at, source, event, from_status as "fromStatus", to_status as "toStatus", details
    from payment_history where tenant = ${tenant} and transaction_id = ${transactionId}
    order by payment_history.id desc limit ${limit}::integer`.execute(db)
  return rows
}

async function findOperations(
  db: Executor,
  { tenant, transactionId }: Of,
  limit: number,
): Promise<OperationTrace[]> {
  const { rows } = await sql<OperationTrace>`
    select operation_id as "operationId", kind, state, request, note, attempts, created_at as "createdAt",
      settled_at as "settledAt"
    from operations where tenant = ${tenant} and transaction_id = ${transactionId}
    order by created_at desc limit ${limit}::integer`.execute(db)
  return rows
}

async function findEvents(
  db: Executor,
  { tenant, transactionId }: Of,
  limit: number,
): Promise<EventTrace[]> {
  const { rows } = await sql<EventTrace>`
    select source, event_id as "eventId", name, raw_body as "rawBody", state, note, attempts,
      received_at as "receivedAt", settled_at as "settledAt"
    from inbox where tenant = ${tenant} and transaction_id = ${transactionId}
    order by received_at desc limit ${limit}::integer`.execute(db)
  return rows
}

async function findMessages(
  db: Executor,
  { tenant, transactionId }: Of,
  limit: number,
): Promise<MessageTrace[]> {
  const { rows } = await sql<MessageTrace>`
    select message_id as "messageId", name, payload, state, note, attempts, created_at as "createdAt",
      settled_at as "settledAt"
    from messages where tenant = ${tenant} and subject = ${transactionId}
    order by id desc limit ${limit}::integer`.execute(db)
  return rows
}
