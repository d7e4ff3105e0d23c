import {
  isRejection,
  type Rejection,
  type SheetAddress,
  type SheetChange,
  type SheetQuote,
  type SheetRequest,
  type WalletDriver,
} from './wallet-driver.ts'

type PebbleCode =
  | 'ADDRESS_ERROR'
  | 'COUNTRY_ERROR'
  | 'STATE_ERROR'
  | 'ZIP_ERROR'
  | 'METHOD_UNAVAILABLE'
  | 'STORE_UNAVAILABLE'

type PebbleOption = { id: string; label: string; amount: number; selected: boolean }
type PebbleQuote = { amount: number; currency: string; shipping_options: PebbleOption[] }
type PebbleActions = {
  patch: (quote: PebbleQuote) => unknown
  reject: (code: PebbleCode) => unknown
}
type PebbleShipping = {
  changed: 'address' | 'option'
  shipping_address: {
    country_code?: string
    postal_code?: string
    city?: string
    state?: string
  } | null
  selected_shipping_option: { id: string } | null
}

/** The global that Pebble's script makes. */
export type PebbleSdk = {
  isEligible: (asked: { currency: string | undefined }) => boolean
  open: (sheet: {
    locale: string
    createOrder: () => Promise<{
      clientSecret: string
      amount: number
      currency: string
      shippingOptions: PebbleOption[]
    }>
    onShippingChange: (shipping: PebbleShipping, actions: PebbleActions) => Promise<unknown>
    onConfirm: (confirmed: unknown, actions: PebbleActions) => Promise<unknown>
    onApprove: () => void
    onCancel: (canceled?: { stage?: string }) => void
    onError: (error: unknown) => void
  }) => { close: () => void }
}

/** Every rejection in Pebble's words. */
export const pebbleCodes: Readonly<Record<Rejection, PebbleCode>> = {
  'address-not-served': 'ADDRESS_ERROR',
  'country-not-served': 'COUNTRY_ERROR',
  'postal-code-invalid': 'ZIP_ERROR',
  'region-invalid': 'STATE_ERROR',
  'address-incomplete': 'ADDRESS_ERROR',
  'shipping-option-not-offered': 'METHOD_UNAVAILABLE',
  'cart-changed': 'STORE_UNAVAILABLE',
  unavailable: 'STORE_UNAVAILABLE',
}

const optionsOf = ({ shippingOptions, selected }: SheetQuote): PebbleOption[] =>
  shippingOptions.map(({ id, name, amount }) => ({
    id,
    label: name,
    amount,
    selected: id === selected,
  }))

const addressOf = (address: PebbleShipping['shipping_address']): SheetAddress => ({
  countryCode: (address?.country_code ?? '').toUpperCase(),
  postalCode: address?.postal_code || null,
  city: address?.city || null,
  region: address?.state || null,
})

function answer(change: SheetChange, actions: PebbleActions): unknown {
  if (isRejection(change)) return actions.reject(pebbleCodes[change.reject])
  const { amount, currency } = change.total
  return actions.patch({ amount, currency, shipping_options: optionsOf(change) })
}

// What a script of another party puts there is believed to be what its documentation says.
const sdk = (): PebbleSdk | undefined => Reflect.get(globalThis, 'Pebble')

const isBlocked = (error: unknown): boolean => Object(error).code === 'popup_blocked'

function changeOf(request: SheetRequest, shipping: PebbleShipping): Promise<SheetChange> {
  const { changed, selected_shipping_option: option } = shipping
  return changed === 'option' && option
    ? request.onShippingOptionChange({ id: option.id })
    : request.onAddressChange(addressOf(shipping.shipping_address))
}

/** Pebble: one call with callbacks, each answered by an action. */
export const pebble: WalletDriver = {
  probe: ({ currency }) => sdk()?.isEligible({ currency }) === true,
  open: (request) => {
    try {
      const sheet = sdk()?.open({
        locale: request.locale,
        createOrder: async () => {
          const { clientSecret, quote } = await request.start()
          return { clientSecret, ...quote.total, shippingOptions: optionsOf(quote) }
        },
        onShippingChange: async (shipping, actions) =>
          answer(await changeOf(request, shipping), actions),
        onConfirm: async (_, actions) => answer(await request.onApproving(), actions),
        onApprove: () => request.onApprove(),
        onCancel: (canceled) => request.onCancel({ stage: canceled?.stage ?? null }),
        onError: (error) => request.onError(error),
      })
      if (!sheet) throw new Error('window.Pebble is gone.')
      return { close: () => sheet.close() }
    } catch (error) {
      if (isBlocked(error)) return null
      throw error
    }
  },
}
