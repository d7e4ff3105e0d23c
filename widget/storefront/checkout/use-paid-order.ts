import { useQueryClient } from '@tanstack/react-query'
import type { PaymentView } from '@tillway/widget'
import { placeOrder } from '../shop/checkout.ts'
import { useShop } from '../shop/use-shop.ts'
import { type Delivery, toOrderParts } from './delivery.ts'

type PaidOrder = {
  idempotencyKey: string
  payment: Pick<
    PaymentView,
    'transactionId' | 'amount' | 'paymentProviderName' | 'paymentMethodName'
  >
}

/** What is ordered, as it was shown: the cart and how it travels. */
export type PaidCart = { id: string; idShipmentMethod: string | null }

/**
 * Places the order of a cart that was paid first. The amount is what the shopper approved: when the order costs
 * something else, the shop refuses it and the shopper is asked again.
 */
export function usePaidOrder(cart: PaidCart | null, delivery: Delivery) {
  const { shop } = useShop()
  const queries = useQueryClient()
  return async ({ idempotencyKey, payment }: PaidOrder): Promise<{ orderReference: string }> => {
    const { paymentProviderName, paymentMethodName, transactionId, amount } = payment
    try {
      return await placeOrder(shop, idempotencyKey, {
        ...toOrderParts(delivery),
        idCart: cart?.id ?? '',
        shipment: { idShipmentMethod: cart?.idShipmentMethod ?? '' },
        payments: [{ paymentProviderName, paymentMethodName, amount }],
        preOrderPaymentData: { transactionId },
      })
    } finally {
      void queries.invalidateQueries({ queryKey: ['cart'] })
      void queries.invalidateQueries({ queryKey: ['orders'] })
    }
  }
}
