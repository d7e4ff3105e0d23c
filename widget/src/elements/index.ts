import { defineElements } from './define-elements.ts'
import type { TillwayCheckout } from './tillway-checkout.tsx'
import type { TillwayReturn } from './tillway-return.tsx'

export type { TillwayCheckout, TillwayReturn }

defineElements()

declare global {
  interface HTMLElementTagNameMap {
    'tillway-checkout': TillwayCheckout
    'tillway-return': TillwayReturn
  }
}
