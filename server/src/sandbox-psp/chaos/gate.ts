import { z } from 'zod'
import type { Query } from '../query.ts'

/** The verdicts that keep a call from having any effect. */
const keepingOut = ['offline', 'fail_before', 'time_out_before'] as const

/**
 * What the chaos settings decided for one API call. `hang_up`, `500` and `time_out`: the effect happens and its answer is
 * lost.
 */
export const Gate = z.object({
  verdict: z
    .enum([...keepingOut, 'hang_up', '500', 'time_out', 'answer'])
    .nullable()
    .transform((verdict) => verdict ?? 'answer'),
  answer_delay_ms: z
    .int()
    .nullable()
    .transform((delayMs) => delayMs ?? 0),
})
export type Gate = z.infer<typeof Gate>

/** True when the call may have no effect. */
export const isKeptOut = ({ verdict }: Gate): boolean => keepingOut.some((kept) => kept === verdict)

/** The condition under which an effect in a statement with `gateSql` may happen. */
export const mayPassSql = `not exists (
  select from gate where verdict in (${keepingOut.map((verdict) => `'${verdict}'`).join(', ')})
)`

/**
 * The part of a statement that decides what goes wrong with it and counts that down. Calm settings match no
 * row, so that calls neither lock nor write here. Only calls with an effect can lose their answer.
 */
export const gateSql = (call: 'effect' | 'read'): string => `
gate as (
  update sandbox_psp.chaos as c set
    fail_before_next = c.fail_before_next - (old.verdict = 'fail_before')::int,
    time_out_before_next = c.time_out_before_next - (old.verdict = 'time_out_before')::int,
    lose_answer_next = c.lose_answer_next - (old.verdict in ('hang_up', '500', 'time_out'))::int
  from (
    select answer_delay_ms, case
      when offline then 'offline'
      when fail_before_next > 0 then 'fail_before'
      when time_out_before_next > 0 then 'time_out_before'
      when lose_answer_next > 0 and ${call === 'effect'} then lose_answer_kind
      else 'answer' end as verdict
    from sandbox_psp.chaos
    where offline or fail_before_next > 0 or time_out_before_next > 0 or lose_answer_next > 0
      or answer_delay_ms > 0
    for update
  ) old
  returning old.verdict, old.answer_delay_ms
)`

/** The columns by which a statement with `gateSql` tells the decision. */
export const gateColumnsSql =
  '(select verdict from gate) as verdict, (select answer_delay_ms from gate) as answer_delay_ms'

export async function passGate(
  { query }: { query: Query },
  call: 'effect' | 'read',
): Promise<Gate> {
  const [row] = await query(`with ${gateSql(call)} select ${gateColumnsSql}`)
  return Gate.parse(row)
}
