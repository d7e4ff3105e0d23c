import type { ReactNode } from 'react'
import { OpenPayment } from '../components/open-payment.tsx'
import { PayButton } from '../components/pay-button.tsx'
import { PaymentMethods } from '../components/payment-methods.tsx'
import type { CheckoutEvent, PlaceOrder } from '../core/options.ts'
import { CheckoutProvider } from '../react/checkout-provider.tsx'
import type { PlaceOrderAfterPayment } from '../react/use-order-after-payment.ts'
import { TillwayElement } from './tillway-element.ts'

/** `<tillway-checkout>`: an open payment if there is one, the ways to pay, and the pay button. */
export class TillwayCheckout extends TillwayElement {
  static observedAttributes = [
    'base-url',
    'tenant',
    'cart-id',
    'guest-id',
    'access-token',
    'locale',
    'total-amount',
    'currency',
    'return-url',
  ]

  get placeOrder(): PlaceOrder | undefined {
    return this.property<PlaceOrder>('placeOrder')
  }

  set placeOrder(placeOrder: PlaceOrder | undefined) {
    this.keepProperty('placeOrder', placeOrder)
  }

  /** Places the order of a payment that was made first; methods with fields need it. */
  get placeOrderAfterPayment(): PlaceOrderAfterPayment | undefined {
    return this.property<PlaceOrderAfterPayment>('placeOrderAfterPayment')
  }

  set placeOrderAfterPayment(placeOrder: PlaceOrderAfterPayment | undefined) {
    this.keepProperty('placeOrderAfterPayment', placeOrder)
  }

  /** Cancels the open payment at the provider and reopens the cart. */
  get changePayment(): (() => Promise<void>) | undefined {
    return this.property<() => Promise<void>>('changePayment')
  }

  set changePayment(changePayment: (() => Promise<void>) | undefined) {
    this.keepProperty('changePayment', changePayment)
  }

  view(baseUrl: string): ReactNode {
    return (
      <CheckoutProvider
        baseUrl={baseUrl}
        tenant={this.attribute('tenant')}
        cartId={this.attribute('cart-id')}
        shopper={this.shopper}
        locale={this.locale}
        currency={this.attribute('currency')}
        total={this.total}
        returnUrl={this.attribute('return-url')}
        messages={this.messages}
        onEvent={(event) => this.#report(event)}
      >
        <div className="tillway-stack" part="stack">
          <OpenPayment onChange={this.changePayment} />
          <PaymentMethods />
          <PayButton
            placeOrder={this.placeOrder}
            placeOrderAfterPayment={this.placeOrderAfterPayment}
          />
        </div>
      </CheckoutProvider>
    )
  }

  #report(event: CheckoutEvent): void {
    if (event.type === 'failed') this.tell('tillway-error', { failure: event.failure })
    if (event.type === 'dismissed') this.tell('tillway-canceled', { payment: null })
    if (event.type !== 'settled') return
    const { payment } = event
    if (payment.outcome === 'paid') this.tell('tillway-approved', { payment })
    if (payment.outcome === 'canceled') this.tell('tillway-canceled', { payment })
    this.tell('tillway-settled', { outcome: payment.outcome, payment })
  }
}
