import { useEffect, useRef, useState } from 'react'
import type { Checkout } from '../core/checkout.ts'
import type { PaymentMethodView } from '../core/contract.ts'
import { onLookChange, readAppearance, readScheme } from '../core/in-place/appearance.ts'
import { openFieldsFrame } from '../core/in-place/fields-frame.ts'
import { fieldsWordsOf } from '../locales/fields-words.ts'

export type CardFieldsProps = {
  method: PaymentMethodView
  checkout: Pick<Checkout, 'attachFields'>
  locale: string | undefined
}

/** A frame that is not ready by then is probably kept away by the page's content security policy. */
const readyMaxMs = 8_000
/** The height before the frame has told its own, and what it last was, so that nothing jumps. */
const known = { heightPx: 404 }

type Shown = { status: 'loading' | 'ready' | 'missing'; heightPx: number; isChallenge: boolean }

/** The card fields of the provider, on the provider's origin: no card data touches the page. */
export function CardFields(props: CardFieldsProps) {
  const [round, setRound] = useState(0)
  // A new round is a new frame: what hindered the first one may be gone.
  return <Fields key={round} {...props} onRetry={() => setRound(round + 1)} />
}

function Fields({ method, checkout, locale, onRetry }: CardFieldsProps & { onRetry: () => void }) {
  const words = fieldsWordsOf(locale)
  const frame = useRef<HTMLIFrameElement>(null)
  const { fieldsUrl = '' } = method.checkoutConfiguration.paymentServiceProviderData
  const shown = useFieldsFrame(frame, { fieldsUrl, locale, checkout })
  const { status, heightPx, isChallenge } = shown
  return (
    <>
      <div className="tillway-fields-frame" data-status={status} style={{ blockSize: heightPx }}>
        <iframe ref={frame} title={words['fields.title']} data-testid="tillway-fields" />
      </div>
      <div aria-live="polite">
        {status === 'loading' && <span className="tillway-unseen">{words['fields.loading']}</span>}
        {isChallenge && (
          <div className="tillway-message" part="status" data-testid="tillway-challenge">
            {words['fields.challenge']}
          </div>
        )}
        {status === 'missing' && (
          <div className="tillway-message" part="error" data-kind="bad" data-testid="tillway-error">
            {words['fields.missing']}
            <div className="tillway-actions">
              <button
                type="button"
                className="tillway-button"
                data-look="quiet"
                data-testid="tillway-retry"
                onClick={onRetry}
              >
                {words['fields.retry']}
              </button>
            </div>
          </div>
        )}
      </div>
    </>
  )
}

type Framed = Pick<CardFieldsProps, 'checkout' | 'locale'> & { fieldsUrl: string }

/** Loads the frame, hands it over to the checkout when it is ready, and says how it is. */
function useFieldsFrame(
  place: { current: HTMLIFrameElement | null },
  { fieldsUrl, locale, checkout }: Framed,
): Shown {
  const [shown, setShown] = useState<Shown>({ status: 'loading', isChallenge: false, ...known })
  const { attachFields } = checkout
  useEffect(() => {
    const frame = place.current
    const host = frame?.parentElement
    if (!frame || !host) return
    const change = (changed: Partial<Shown>) => setShown((before) => ({ ...before, ...changed }))
    const { origin } = new URL(fieldsUrl, window.location.href)
    const look = () => fields.tell({ type: 'appearance', values: readAppearance(host) })
    const stops: (() => void)[] = []
    const fields = openFieldsFrame({
      frame,
      origin,
      onReady: () => {
        clearTimeout(timer)
        look()
        stops.push(attachFields(fields))
        change({ status: 'ready' })
      },
      onResize: (heightPx) => {
        known.heightPx = heightPx
        change({ heightPx })
      },
      onChallenge: (isChallenge) => change({ isChallenge }),
    })
    const timer = setTimeout(() => {
      change({ status: 'missing' })
      tellDeveloper(origin)
    }, readyMaxMs)
    frame.src = addressOf(fieldsUrl, { locale, scheme: readScheme(host) })
    stops.push(fields.stop, onLookChange(look), () => clearTimeout(timer))
    return () => {
      for (const stop of stops) stop()
    }
  }, [place, fieldsUrl, locale, attachFields])
  return shown
}

function addressOf(
  fieldsUrl: string,
  said: { locale: string | undefined; scheme: string },
): string {
  const url = new URL(fieldsUrl, window.location.href)
  url.searchParams.set('origin', window.location.origin)
  url.searchParams.set('locale', said.locale ?? 'en')
  url.searchParams.set('scheme', said.scheme)
  return url.href
}

const told = new Set<string>()

function tellDeveloper(origin: string): void {
  if (told.has(origin)) return
  told.add(origin)
  // biome-ignore lint/suspicious/noConsole: who embeds the widget has to learn it, and nothing threw.
  console.error(
    `[tillway] The card fields of ${origin} do not load. Allow ${origin} in frame-src of your content security policy. See docs/widget.md#card-fields`,
  )
}
