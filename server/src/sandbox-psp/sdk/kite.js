import { isTotal, openSheet, toOptions, toOrder, unavailable, unchanged } from './sheet-window.js'

const popupRefused = () =>
  new DOMException('The browser blocked the window of Kite. Show it in a click.', 'NotAllowedError')

const readUpdate = (update) => {
  if (!update) return unavailable
  const errors = Array.isArray(update.errors) ? update.errors : []
  if (!isTotal(update.total) && errors.length === 0) return unavailable
  return {
    ...unchanged,
    total: isTotal(update.total) ? update.total : null,
    options: toOptions(update.shippingOptions),
    errors: errors.map(({ code, field, message }) => ({
      code: String(code ?? 'unknown'),
      field: field ? String(field) : '',
      message: message ? String(message) : '',
    })),
  }
}

// An event is answered by `updateWith`; a listener that does not call it changes nothing.
const dispatch = async (listener, event) => {
  if (!listener) return unchanged
  let given = Promise.resolve(unchanged)
  const updateWith = (value) => {
    given = Promise.resolve(value).then(readUpdate, (error) => {
      reportError(error)
      return unavailable
    })
  }
  try {
    await listener({ ...event, updateWith })
  } catch (error) {
    reportError(error)
    return unavailable
  }
  return given
}

const prepareWith = (listener, event) =>
  new Promise((resolve, reject) => {
    if (!listener) throw new Error('A KiteSession needs onsession before it is shown.')
    const complete = (order) => Promise.resolve(order).then(toOrder).then(resolve, reject)
    listener({ ...event, complete })
  })

window.KiteSession ??= class KiteSession {
  static canMakePayments() {
    return true
  }

  onsession = null
  onshippingaddresschange = null
  onshippingoptionchange = null
  onauthorizing = null
  onauthorized = null
  oncancel = null
  onerror = null
  #options
  #sheet = null

  constructor(options = {}) {
    this.#options = options
  }

  show() {
    if (this.#sheet) throw new DOMException('This session was shown already.', 'InvalidStateError')
    this.#sheet = openSheet({
      wallet: 'kite',
      locale: this.#options.locale,
      prepare: () => prepareWith(this.onsession, { type: 'session' }),
      ask: (kind, value) => this.#ask(kind, value),
      end: (outcome) => this.#end(outcome),
    })
    if (!this.#sheet) throw popupRefused()
  }

  abort() {
    this.#sheet?.close()
  }

  #ask(kind, { address, optionId }) {
    const shippingOption = optionId === null ? null : { id: optionId }
    if (kind === 'address')
      return dispatch(this.onshippingaddresschange, {
        type: 'shippingaddresschange',
        shippingAddress: address,
      })
    if (kind === 'option')
      return dispatch(this.onshippingoptionchange, { type: 'shippingoptionchange', shippingOption })
    return dispatch(this.onauthorizing, {
      type: 'authorizing',
      shippingAddress: address,
      shippingOption,
    })
  }

  #end({ kind, id, stage, error }) {
    if (kind === 'approved') return this.onauthorized?.({ type: 'authorized', orderId: id })
    if (kind === 'canceled') return this.oncancel?.({ type: 'cancel', stage })
    return this.onerror?.({ type: 'error', error })
  }
}
