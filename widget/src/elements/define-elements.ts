import { TillwayCheckout } from './tillway-checkout.tsx'
import { TillwayExpress } from './tillway-express.tsx'
import { TillwayReturn } from './tillway-return.tsx'

/** Defines the elements once. Two copies of the script on one page are no error: the first one stays. */
export function defineElements(): void {
  if (typeof customElements === 'undefined') return
  const elements = {
    'tillway-checkout': TillwayCheckout,
    'tillway-express': TillwayExpress,
    'tillway-return': TillwayReturn,
  }
  for (const [name, element] of Object.entries(elements)) {
    if (!customElements.get(name)) customElements.define(name, element)
  }
}
