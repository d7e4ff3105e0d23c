import { type CSSProperties, useEffect, useState } from 'react'
import { useCheckoutScope } from '../react/context.ts'
import {
  type UseExpressCheckoutOptions,
  useExpressCheckout,
} from '../react/use-express-checkout.ts'
import type { ExpressView } from './express-view.tsx'

export type ExpressCheckoutProps = UseExpressCheckoutOptions & {
  /** In pixels, 44 to 56; 48 otherwise. */
  buttonHeight?: number | undefined
  /** Side by side as long as there is room, or below each other. */
  layout?: 'row' | 'column' | undefined
  /** Follows the page when `auto`. */
  theme?: 'auto' | 'light' | 'dark' | undefined
}

/**
 * The express buttons of this place, or what there is to say of a payment that was approved.
 * Keeps its height while it finds out which wallets work here.
 */
export function ExpressCheckout({ buttonHeight, layout, theme, ...options }: ExpressCheckoutProps) {
  const { rootClass } = useCheckoutScope('<ExpressCheckout>')
  const express = useExpressCheckout(options)
  const [View, setView] = useState<typeof ExpressView | null>(null)
  useEffect(() => {
    // What cannot be loaded here could not be loaded for the hook either, which says so.
    import('./express-view.tsx')
      .then(({ ExpressView }) => setView(() => ExpressView))
      .catch(() => {})
  }, [])
  const style: CSSProperties & { '--tillway-express-height'?: string } = buttonHeight
    ? { '--tillway-express-height': `${buttonHeight}px` }
    : {}
  return (
    <div
      className={`${rootClass} tillway-express`}
      part="express"
      data-testid="tillway-express"
      data-layout={layout}
      data-theme={theme}
      style={style}
    >
      {View && express.words ? (
        <View {...express} words={express.words} />
      ) : (
        express.isLoading && <div className="tillway-express-skeleton" />
      )}
    </div>
  )
}
