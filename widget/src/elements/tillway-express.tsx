import type { ReactNode } from 'react'
import { ExpressCheckout, type ExpressCheckoutProps } from '../components/express-checkout.tsx'
import type { CheckoutStep, Placement } from '../core/express/options.ts'
import { CheckoutProvider } from '../react/checkout-provider.tsx'
import { TillwayElement } from './tillway-element.ts'

type PrepareCart = ExpressCheckoutProps['onClick']
type OnAddressChange = ExpressCheckoutProps['onAddressChange']
type OnShippingOptionChange = ExpressCheckoutProps['onShippingOptionChange']

const placements: readonly Placement[] = ['product', 'cart', 'checkout']
const steps: readonly CheckoutStep[] = ['address', 'shipment', 'payment', 'summary']

/** `<tillway-express>`: the express buttons of one place of the shop. */
export class TillwayExpress extends TillwayElement {
  static observedAttributes = [
    'placement',
    'base-url',
    'tenant',
    'cart-id',
    'guest-id',
    'access-token',
    'locale',
    'currency',
    'total-amount',
    'skip-steps',
    'button-height',
    'layout',
    'theme',
    'script-nonce',
  ]

  /** Puts the product of this page into the cart, in the click. */
  get prepareCart(): PrepareCart {
    return this.property('prepareCart')
  }

  set prepareCart(prepareCart: PrepareCart) {
    this.keepProperty('prepareCart', prepareCart)
  }

  get onAddressChange(): OnAddressChange {
    return this.property('onAddressChange')
  }

  set onAddressChange(onAddressChange: OnAddressChange) {
    this.keepProperty('onAddressChange', onAddressChange)
  }

  get onShippingOptionChange(): OnShippingOptionChange {
    return this.property('onShippingOptionChange')
  }

  set onShippingOptionChange(onShippingOptionChange: OnShippingOptionChange) {
    this.keepProperty('onShippingOptionChange', onShippingOptionChange)
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
        messages={this.messages}
      >
        <ExpressCheckout
          placement={this.oneOf('placement', placements) ?? 'checkout'}
          skipSteps={this.#skipSteps()}
          buttonHeight={Number(this.attribute('button-height')) || undefined}
          layout={this.oneOf('layout', ['row', 'column'])}
          theme={this.oneOf('theme', ['auto', 'light', 'dark'])}
          nonce={this.attribute('script-nonce')}
          onClick={this.prepareCart}
          onAddressChange={this.onAddressChange}
          onShippingOptionChange={this.onShippingOptionChange}
          onApproved={(approval) => this.tell('tillway-approved', approval)}
          onCanceled={(cancel) => this.tell('tillway-canceled', cancel)}
          onSettled={({ payment }) =>
            this.tell('tillway-settled', { outcome: payment.outcome, payment })
          }
          onError={(failure) => this.tell('tillway-error', { failure })}
        />
      </CheckoutProvider>
    )
  }

  #skipSteps(): readonly CheckoutStep[] | undefined {
    const given = this.getAttribute('skip-steps')
    if (given === null) return undefined
    const words = given.split(/[\s,]+/)
    return steps.filter((step) => words.includes(step))
  }
}
