import type { Failure } from '../contract/failures.ts'
import { fail, type Result } from '../result.ts'
import type { BackOfficeDeps } from './back-office-deps.ts'

/** The process that items of orders go through, as an SVG. */
export async function drawProcess(
  { orderDesk }: Pick<BackOfficeDeps, 'orderDesk'>,
  drawing: { tenant: string; name: string; orderReference: string | null },
): Promise<Result<string, Failure<'resource-not-found' | 'order-not-found'>>> {
  if (!orderDesk) return fail({ kind: 'resource-not-found' })
  const drawn = await orderDesk.drawProcess(drawing)
  if (drawn.ok) return drawn
  return fail({
    kind: drawn.failure === 'process-not-found' ? 'resource-not-found' : 'order-not-found',
  })
}
