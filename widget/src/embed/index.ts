import '../elements/index.ts'

export { createCheckout } from '../core/checkout.ts'
