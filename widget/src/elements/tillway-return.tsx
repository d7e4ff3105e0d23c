import type { ReactNode } from 'react'
import { PaymentReturn } from '../components/payment-return.tsx'
import type { PlaceOrderAfterPayment } from '../react/use-order-after-payment.ts'
import type { Settled } from '../react/use-returned-payment.ts'
import { TillwayElement } from './tillway-element.ts'

/** `<tillway-return>`: what became of the payment that the shopper comes back from. */
export class TillwayReturn extends TillwayElement {
  static observedAttributes = [
    'base-url',
    'tenant',
    'guest-id',
    'access-token',
    'locale',
    'transaction-id',
    'checkout-url',
  ]

  get placeOrder(): PlaceOrderAfterPayment | undefined {
    return this.property<PlaceOrderAfterPayment>('placeOrder')
  }

  set placeOrder(placeOrder: PlaceOrderAfterPayment | undefined) {
    this.keepProperty('placeOrder', placeOrder)
  }

  view(baseUrl: string): ReactNode {
    const checkoutUrl = this.attribute('checkout-url')
    return (
      <PaymentReturn
        baseUrl={baseUrl}
        tenant={this.attribute('tenant')}
        shopper={this.shopper}
        locale={this.locale}
        messages={this.messages}
        transactionId={this.attribute('transaction-id')}
        placeOrder={this.placeOrder}
        onSettled={(settled) => this.#report(settled)}
        onRetry={checkoutUrl ? () => window.location.assign(checkoutUrl) : undefined}
      />
    )
  }

  #report({ outcome, payment }: Settled): void {
    if (outcome === 'paid') this.tell('tillway-approved', { payment })
    if (outcome === 'canceled') this.tell('tillway-canceled', { payment })
    this.tell('tillway-settled', { outcome, payment })
  }
}
