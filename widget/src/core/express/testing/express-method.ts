import type { PaymentMethodView } from '../../contract.ts'

const names = { 'pebble-express': 'Pebble', 'kite-express': 'Kite' } as const

/** An express method as the server lists it, with the configuration of the sandbox. */
export const expressMethod = (
  key: keyof typeof names,
  {
    scripts = [
      { url: `https://wallet.example/${key}.js`, queryParams: { currency: '', locale: '' } },
    ],
    ...changed
  }: Partial<PaymentMethodView> & {
    scripts?: PaymentMethodView['checkoutConfiguration']['scripts']
  } = {},
): PaymentMethodView => ({
  paymentProviderName: 'sandbox',
  paymentMethodName: key,
  strategy: 'express-checkout',
  priority: 10,
  name: names[key],
  description: '',
  icons: [],
  placements: ['product', 'cart', 'checkout'],
  countries: null,
  currencies: null,
  minimumAmount: null,
  maximumAmount: null,
  checkoutConfiguration: {
    strategy: 'express-checkout',
    appPaymentMethodKey: key,
    scripts,
    paymentServiceProviderData: {},
  },
  ...changed,
})
