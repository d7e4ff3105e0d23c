import { defineElements } from './define-elements.ts'
import type { TillwayCheckout } from './tillway-checkout.tsx'
import type { TillwayExpress } from './tillway-express.tsx'
import type { TillwayReturn } from './tillway-return.tsx'

export type { TillwayCheckout, TillwayExpress, TillwayReturn }

defineElements()

declare global {
  interface HTMLElementTagNameMap {
    'tillway-checkout': TillwayCheckout
    'tillway-express': TillwayExpress
    'tillway-return': TillwayReturn
  }
}
