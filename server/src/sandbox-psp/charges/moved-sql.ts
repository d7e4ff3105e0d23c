import type { Movement, MovementKind } from './movement.ts'

/** How much of the movements of one kind is in one of these statuses. */
const sumSql = (
  movements: string,
  kind: MovementKind,
  statuses: readonly Movement['status'][],
): string => `(
  select coalesce(sum(amount) filter (
    where kind = '${kind}' and status in (${statuses.map((status) => `'${status}'`).join(', ')})
  ), 0)::bigint
  from jsonb_to_recordset(${movements}) as movement (kind text, status text, amount bigint)
)`

/** What is taken or may still arrive: all of it counts against what is left. */
const takenSql = (movements: string): string =>
  sumSql(movements, 'capture', ['pending', 'processing', 'succeeded'])

/** How much of the charge `c` may still move. What is under way is reserved. */
export const leftSql: Readonly<Record<MovementKind, string>> = {
  capture: `(c.amount + c.difference - c.amount_voided - ${takenSql('c.movements')})`,
  refund: `(c.amount_captured - ${sumSql('c.movements', 'refund', ['pending', 'processing', 'succeeded'])})`,
}

/**
 * The part of an update of the charge `c` that gives it these movements: its sums and its status follow from them. What was
 * given up stays given up when a capture that was under way then fails.
 */
export const movedSql = (movements: string): string => `
  movements = ${movements},
  (amount_captured, amount_refunded, amount_voided, status) = (
    select captured, refunded,
      case when c.amount_voided > 0 then c.amount + c.difference - ${takenSql(movements)} else 0 end,
      case
        when captured = 0 then 'authorized'
        when refunded = captured then 'refunded'
        when refunded > 0 then 'partially_refunded'
        when c.difference > 0 then 'overpaid'
        when c.difference < 0 then 'underpaid'
        else 'captured'
      end
    from (
      select ${sumSql(movements, 'capture', ['succeeded'])} as captured,
        ${sumSql(movements, 'refund', ['succeeded'])} as refunded
    ) sums
  )`

/** What an event about a movement is called. */
export const movementEventSql = (kind: string, status: string): string =>
  `case when ${kind} = 'capture' and ${status} = 'succeeded' then 'charge.captured' else ${kind} || '.' || ${status} end`
