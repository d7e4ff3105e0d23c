import { isTotal, openSheet, toOptions, toOrder, unavailable, unchanged } from './sheet-window.js'

const currencies = ['CHF', 'CZK', 'DKK', 'EUR', 'GBP', 'JPY', 'NOK', 'PLN', 'SEK', 'USD']

const popupBlocked = () =>
  Object.assign(new Error('The browser blocked the window of Pebble. Open it in a click.'), {
    code: 'popup_blocked',
  })

// The first of `patch` and `reject` is the answer; a callback that ends without either gave none.
const askMerchant = (callback, argument) =>
  new Promise((resolve) => {
    const actions = {
      patch: async ({ amount, currency, shipping_options: options } = {}) =>
        resolve(
          isTotal({ amount, currency })
            ? { ...unchanged, total: { amount, currency }, options: toOptions(options) }
            : unavailable,
        ),
      reject: async (code) =>
        resolve({ ...unchanged, errors: [{ code: String(code ?? 'ADDRESS_ERROR') }] }),
    }
    Promise.resolve()
      .then(() => callback(argument, actions))
      .then(
        () => resolve(unavailable),
        (error) => {
          reportError(error)
          resolve(unavailable)
        },
      )
  })

window.Pebble ??= {
  isEligible: ({ currency } = {}) => currencies.includes(currency),

  open: ({ locale, createOrder, onShippingChange, onConfirm, onApprove, onCancel, onError }) => {
    const ask = (kind, { address, optionId }) => {
      const callback = kind === 'confirm' ? onConfirm : onShippingChange
      if (!callback) return unchanged
      return askMerchant(callback, {
        shipping_address: address,
        selected_shipping_option: optionId === null ? null : { id: optionId },
        ...(kind === 'confirm' ? {} : { changed: kind }),
      })
    }
    const prepare = async () => {
      const { clientSecret, amount, currency, shippingOptions } = await createOrder()
      return toOrder({ clientSecret, total: { amount, currency }, shippingOptions })
    }
    const end = ({ kind, id, stage, error }) => {
      if (kind === 'approved') return onApprove?.({ order_id: id })
      return kind === 'canceled' ? onCancel?.({ stage }) : onError?.(error)
    }
    const sheet = openSheet({ wallet: 'pebble', locale, prepare, ask, end })
    if (!sheet) throw popupBlocked()
    return { close: sheet.close }
  },
}
