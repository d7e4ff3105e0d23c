import type { Total } from '../options.ts'
import {
  isRejection,
  type Rejection,
  type SheetAddress,
  type SheetChange,
  type SheetQuote,
  type SheetRequest,
  type WalletDriver,
} from './wallet-driver.ts'

type KiteError = {
  code: 'addressUnserviceable' | 'shippingContactInvalid' | 'unknown'
  field?: 'countryCode' | 'postalCode' | 'administrativeArea' | 'addressLines'
}

type KiteOption = { id: string; label: string; amount: number; selected: boolean }
type KiteQuote = { total: Total; shippingOptions: KiteOption[] }
/** Null is the wallet's own general error, after which the shopper may try again. */
type KiteUpdate = (KiteQuote & { errors?: (KiteError & { message: string })[] }) | null
type KiteUpdating = { updateWith: (update: Promise<KiteUpdate>) => void }
type KiteAddress = {
  countryCode?: string
  postalCode?: string
  locality?: string
  administrativeArea?: string
}

/** The session that Kite's script makes. */
export type KiteSession = {
  onsession:
    | ((event: {
        complete: (session: Promise<KiteQuote & { clientSecret: string }>) => void
      }) => void)
    | null
  onshippingaddresschange: ((event: KiteUpdating & { shippingAddress: KiteAddress }) => void) | null
  onshippingoptionchange:
    | ((event: KiteUpdating & { shippingOption: { id: string } }) => void)
    | null
  onauthorizing: ((event: KiteUpdating) => void) | null
  onauthorized: ((event: unknown) => void) | null
  oncancel: ((event?: { stage?: string }) => void) | null
  onerror: ((event: unknown) => void) | null
  show: () => void
  abort: () => void
}

/** The global that Kite's script makes. */
export type KiteSdk = {
  new (sheet: { locale: string; total: Total | null }): KiteSession
  canMakePayments: () => boolean
}

/** Every rejection in Kite's words; null is Kite's own general error. */
export const kiteErrors: Readonly<Record<Rejection, KiteError | null>> = {
  'address-not-served': { code: 'addressUnserviceable' },
  'country-not-served': { code: 'addressUnserviceable', field: 'countryCode' },
  'postal-code-invalid': { code: 'shippingContactInvalid', field: 'postalCode' },
  'region-invalid': { code: 'shippingContactInvalid', field: 'administrativeArea' },
  'address-incomplete': { code: 'shippingContactInvalid', field: 'addressLines' },
  'shipping-option-not-offered': { code: 'unknown' },
  'cart-changed': { code: 'unknown' },
  unavailable: null,
}

const quoteOf = ({ total, shippingOptions, selected }: SheetQuote): KiteQuote => ({
  total,
  shippingOptions: shippingOptions.map(({ id, name, amount }) => ({
    id,
    label: name,
    amount,
    selected: id === selected,
  })),
})

const addressOf = (address: KiteAddress): SheetAddress => ({
  countryCode: (address.countryCode ?? '').toUpperCase(),
  postalCode: address.postalCode || null,
  city: address.locality || null,
  region: address.administrativeArea || null,
})

// What a script of another party puts there is believed to be what its documentation says.
const sdk = (): KiteSdk | undefined => Reflect.get(globalThis, 'KiteSession')

const isBlocked = (error: unknown): boolean => Object(error).name === 'NotAllowedError'

/** Answers Kite with the last quote it took, because an error is shown beside a total. */
function translateFor(request: SheetRequest) {
  let shown: KiteQuote | null = null
  const show = (quote: SheetQuote): KiteQuote => {
    const quoted = quoteOf(quote)
    shown = quoted
    return quoted
  }
  const update = async (asked: Promise<SheetChange>): Promise<KiteUpdate> => {
    const change = await asked
    if (!isRejection(change)) return show(change)
    const error = kiteErrors[change.reject]
    if (!error || !shown) return null
    return { ...shown, errors: [{ ...error, message: request.sayRejection(change.reject) }] }
  }
  return { show, update }
}

/** Kite: a session with events, each updated with a promise. */
export const kite: WalletDriver = {
  probe: () => sdk()?.canMakePayments() === true,
  open: (request) => {
    const Session = sdk()
    if (!Session) throw new Error('window.KiteSession is gone.')
    const session = new Session({ locale: request.locale, total: request.total })
    const { show, update } = translateFor(request)
    session.onsession = (event) =>
      event.complete(
        request.start().then(({ clientSecret, quote }) => ({ clientSecret, ...show(quote) })),
      )
    session.onshippingaddresschange = (event) =>
      event.updateWith(update(request.onAddressChange(addressOf(event.shippingAddress))))
    session.onshippingoptionchange = (event) =>
      event.updateWith(update(request.onShippingOptionChange({ id: event.shippingOption.id })))
    session.onauthorizing = (event) => event.updateWith(update(request.onApproving()))
    session.onauthorized = () => request.onApprove()
    session.oncancel = (event) => request.onCancel({ stage: event?.stage ?? null })
    session.onerror = (event) => request.onError(event)
    try {
      session.show()
    } catch (error) {
      if (isBlocked(error)) return null
      throw error
    }
    return { close: () => session.abort() }
  },
}
