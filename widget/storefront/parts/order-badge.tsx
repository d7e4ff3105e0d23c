import { useWords } from '../session/language.tsx'
import { conditionOf } from '../shop/order-condition.ts'
import type { Order } from '../shop/orders.ts'

/** The state of an order in two words. */
export function OrderBadge({ order, testId }: { order: Order; testId?: string }) {
  const { conditions } = useWords().order
  const condition = conditionOf(order)
  return (
    <span className={`badge badge-${condition}`} data-state={order.state} data-testid={testId}>
      {conditions[condition].label}
    </span>
  )
}
