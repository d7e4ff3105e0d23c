import { z } from 'zod'
import type { Query } from '../query.ts'

/**
 * What the chaos settings decided for one API call. `offline` and `fail_before`: no effect. `hang_up` and
 * `500`: the effect happens and its answer is lost.
 */
export const Gate = z.object({
  verdict: z
    .enum(['offline', 'fail_before', 'hang_up', '500', 'answer'])
    .nullable()
    .transform((verdict) => verdict ?? 'answer'),
  answer_delay_ms: z
    .int()
    .nullable()
    .transform((delayMs) => delayMs ?? 0),
})
export type Gate = z.infer<typeof Gate>

/**
 * The part of a statement that decides what goes wrong with it and counts that down. Calm settings match no
 * row, so that calls neither lock nor write here. Only calls with an effect can lose their answer.
 */
export const gateSql = (call: 'effect' | 'read'): string => `
gate as (
  update sandbox_psp.chaos as c set
    fail_before_next = c.fail_before_next - (old.verdict = 'fail_before')::int,
    lose_answer_next = c.lose_answer_next - (old.verdict in ('hang_up', '500'))::int
  from (
    select answer_delay_ms, case
      when offline then 'offline'
      when fail_before_next > 0 then 'fail_before'
      when lose_answer_next > 0 and ${call === 'effect'} then lose_answer_kind
      else 'answer' end as verdict
    from sandbox_psp.chaos
    where offline or fail_before_next > 0 or lose_answer_next > 0 or answer_delay_ms > 0
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
