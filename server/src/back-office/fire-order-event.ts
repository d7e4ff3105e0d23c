import type { fireOrderEvent as contract } from '../contract/back-office/orders.ts'
import type { Failure } from '../contract/failures.ts'
import type { OutputOf } from '../contract/operation.ts'
import { fail, ok, type Result } from '../result.ts'
import type { BackOfficeDeps } from './back-office-deps.ts'

type Fired = OutputOf<typeof contract>

/** Moves some items of an order by hand: all of them, or none. */
export async function fireOrderEvent(
  { orderDesk }: Pick<BackOfficeDeps, 'orderDesk'>,
  command: {
    tenant: string
    orderReference: string
    orderItemIds: readonly string[]
    event: string
    commandId: string
  },
): Promise<
  Result<Fired, Failure<'resource-not-found' | 'order-not-found' | 'order-event-not-available'>>
> {
  if (!orderDesk) return fail({ kind: 'resource-not-found' })
  const fired = await orderDesk.fireEvent(command)
  if (!fired.ok) return fail({ kind: fired.failure })
  const { orderReference, event } = command
  return ok({ orderReference, event, items: fired.value.map(({ id, state }) => ({ id, state })) })
}
