import type { PaymentMethodView } from '../core/contract.ts'

const hosted: PaymentMethodView = {
  paymentProviderName: 'sandbox',
  paymentMethodName: 'card',
  strategy: 'hosted-payment-page',
  priority: 1,
  name: 'Card on a secure page',
  description: 'You will be taken to the payment provider and come back here.',
  icons: ['Visa', 'Mastercard', 'Amex'],
  placements: ['checkout'],
  countries: null,
  currencies: null,
  minimumAmount: null,
  maximumAmount: null,
  checkoutConfiguration: {
    strategy: 'hosted-payment-page',
    appPaymentMethodKey: 'card',
    scripts: [],
    paymentServiceProviderData: {},
  },
}

const cardFieldsMethod: PaymentMethodView = {
  ...hosted,
  paymentMethodName: 'card-fields',
  strategy: 'embedded',
  priority: 3,
  name: 'Card',
  description: 'Enter your card right here.',
  checkoutConfiguration: {
    strategy: 'embedded',
    appPaymentMethodKey: 'card-fields',
    scripts: [],
    paymentServiceProviderData: { fieldsUrl: 'https://psp.example/fields/card' },
  },
}

const expressMethod = (wallet: string, priority: number): PaymentMethodView => ({
  ...hosted,
  paymentMethodName: `${wallet}-express`,
  strategy: 'express-checkout',
  priority,
  name: wallet.replace(/^./, (first) => first.toUpperCase()),
  description: 'Pay with the address that your wallet knows.',
  icons: [],
  placements: ['product', 'cart', 'checkout'],
  checkoutConfiguration: {
    strategy: 'express-checkout',
    appPaymentMethodKey: `${wallet}-express`,
    scripts: [{ url: `https://psp.example/sdk/${wallet}.js`, queryParams: {} }],
    paymentServiceProviderData: { clientId: 'pk_test' },
  },
})

/** One of each strategy: two on a page of their own, card fields, two express wallets. */
export const testMethods: readonly PaymentMethodView[] = [
  hosted,
  {
    ...hosted,
    paymentMethodName: 'bank',
    priority: 2,
    name: 'Pay by bank',
    description: 'Confirm in your banking app.',
    icons: [],
  },
  cardFieldsMethod,
  expressMethod('pebble', 4),
  expressMethod('kite', 5),
]
