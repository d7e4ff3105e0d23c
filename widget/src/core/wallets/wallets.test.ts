import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { type FakeWallets, installFakeWallets } from '../express/testing/fake-wallets.ts'
import { kite, kiteErrors } from './kite.ts'
import { pebble, pebbleCodes } from './pebble.ts'
import type { Rejection, SheetChange, SheetRequest, WalletDriver } from './wallet-driver.ts'

let wallets: FakeWallets
beforeEach(() => {
  wallets = installFakeWallets()
})
afterEach(() => wallets.remove())

const quote = {
  total: { amount: 5490, currency: 'EUR' },
  shippingOptions: [{ id: 'standard', name: 'Standard', amount: 490 }],
  selected: 'standard',
}

const requestWith = (change: SheetChange) =>
  ({
    total: { amount: 5000, currency: 'EUR' },
    locale: 'de-DE',
    sayRejection: (rejection: Rejection) => `words of ${rejection}`,
    start: vi.fn(async () => ({ clientSecret: 'cs_1', quote })),
    onAddressChange: vi.fn(async () => change),
    onShippingOptionChange: vi.fn(async () => change),
    onApproving: vi.fn(async () => change),
    onApprove: vi.fn(),
    onCancel: vi.fn(),
    onError: vi.fn(),
  }) satisfies SheetRequest

const opened = (driver: WalletDriver, change: SheetChange = quote) => {
  const request = requestWith(change)
  const sheet = driver.open(request)
  return { request, sheet }
}

const rejections: readonly Rejection[] = [
  'address-not-served',
  'country-not-served',
  'postal-code-invalid',
  'region-invalid',
  'address-incomplete',
  'shipping-option-not-offered',
  'cart-changed',
  'unavailable',
]
const options = [{ id: 'standard', label: 'Standard', amount: 490, selected: true }]

describe.each([
  ['pebble', pebble],
  ['kite', kite],
] as const)('%s', (_, driver) => {
  test('is there when its script says so', () => {
    expect(driver.probe({ currency: 'EUR' })).toBe(true)
    wallets.settings.isEligible = false
    expect(driver.probe({ currency: 'EUR' })).toBe(false)
    wallets.remove()
    expect(driver.probe({ currency: 'EUR' })).toBe(false)
  })

  test('without a window is no sheet', () => {
    wallets.settings.isBlocked = true
    expect(opened(driver).sheet).toBeNull()
  })

  test('closes its sheet', () => {
    opened(driver).sheet?.close()
    expect(wallets.closed.count).toBe(1)
  })

  test('without its script is a defect', () => {
    wallets.remove()
    expect(() => opened(driver)).toThrow('is gone')
  })
})

describe('pebble', () => {
  const sheet = () => {
    const [first] = wallets.pebble
    if (!first) throw new Error('No sheet is open.')
    return first
  }
  const shipping = (changed: 'address' | 'option') => ({
    changed,
    shipping_address: { country_code: 'at', postal_code: '1010', city: 'Wien', state: '' },
    selected_shipping_option: { id: 'standard' },
  })

  test('begins with the payment’s secret and the first quote', async () => {
    opened(pebble)
    expect(sheet().locale).toBe('de-DE')
    expect(await sheet().createOrder()).toEqual({
      clientSecret: 'cs_1',
      amount: 5490,
      currency: 'EUR',
      shippingOptions: options,
    })
  })

  test('asks about an address, a shipping option and the approval, each as itself', async () => {
    const { request } = opened(pebble)
    const actions = { patch: vi.fn(), reject: vi.fn() }
    await sheet().onShippingChange(shipping('address'), actions)
    expect(request.onAddressChange).toHaveBeenCalledWith({
      countryCode: 'AT',
      postalCode: '1010',
      city: 'Wien',
      region: null,
    })
    await sheet().onShippingChange(shipping('option'), actions)
    expect(request.onShippingOptionChange).toHaveBeenCalledWith({ id: 'standard' })
    await sheet().onConfirm({}, actions)
    expect(request.onApproving).toHaveBeenCalledTimes(1)
    const patch = { amount: 5490, currency: 'EUR', shipping_options: options }
    expect(actions.patch.mock.calls).toEqual([[patch], [patch], [patch]])
  })

  test.each(rejections)('says %s in its own word', async (reject) => {
    opened(pebble, { reject })
    const actions = { patch: vi.fn(), reject: vi.fn() }
    await sheet().onShippingChange(shipping('address'), actions)
    expect(actions.reject).toHaveBeenCalledWith(pebbleCodes[reject])
  })

  test('hands its endings on', () => {
    const { request } = opened(pebble)
    const error = new Error('broken')
    sheet().onApprove()
    sheet().onCancel({ stage: 'choosing' })
    sheet().onCancel()
    sheet().onError(error)
    expect(request.onApprove).toHaveBeenCalledTimes(1)
    expect(request.onCancel.mock.calls).toEqual([[{ stage: 'choosing' }], [{ stage: null }]])
    expect(request.onError).toHaveBeenCalledWith(error)
  })
})

describe('kite', () => {
  const session = () => {
    const [first] = wallets.kite
    if (!first) throw new Error('No session is shown.')
    return first
  }
  /** Lets the session begin, and answers what it was completed with. */
  const begin = async () => {
    const complete = vi.fn((value: Promise<unknown>) => void value)
    session().onsession?.({ complete })
    return complete.mock.calls[0]?.[0]
  }
  const updated = () => {
    const updateWith = vi.fn((value: Promise<unknown>) => void value)
    return { updateWith, value: () => updateWith.mock.calls[0]?.[0] }
  }
  const shippingAddress = { countryCode: 'de', postalCode: '101', locality: 'Berlin' }

  test('begins with the provisional total, then the payment’s secret and the first quote', async () => {
    opened(kite)
    expect(session().given).toEqual({
      locale: 'de-DE',
      total: { amount: 5000, currency: 'EUR' },
    })
    expect(await begin()).toEqual({
      clientSecret: 'cs_1',
      total: quote.total,
      shippingOptions: options,
    })
  })

  test('asks about an address, a shipping option and the approval, each as itself', async () => {
    const { request } = opened(kite)
    const update = updated()
    session().onshippingaddresschange?.({ ...update, shippingAddress })
    expect(request.onAddressChange).toHaveBeenCalledWith({
      countryCode: 'DE',
      postalCode: '101',
      city: 'Berlin',
      region: null,
    })
    expect(await update.value()).toEqual({ total: quote.total, shippingOptions: options })
    session().onshippingoptionchange?.({ ...updated(), shippingOption: { id: 'standard' } })
    expect(request.onShippingOptionChange).toHaveBeenCalledWith({ id: 'standard' })
    session().onauthorizing?.(updated())
    expect(request.onApproving).toHaveBeenCalledTimes(1)
  })

  test.each(rejections)('says %s in its own word, beside what it showed', async (reject) => {
    opened(kite, { reject })
    await begin()
    const update = updated()
    session().onshippingaddresschange?.({ ...update, shippingAddress })
    const error = kiteErrors[reject]
    expect(await update.value()).toEqual(
      error && {
        total: quote.total,
        shippingOptions: options,
        errors: [{ ...error, message: `words of ${reject}` }],
      },
    )
  })

  test('hands its endings on', () => {
    const { request } = opened(kite)
    session().onauthorized?.({})
    session().oncancel?.({ stage: 'connecting' })
    session().onerror?.({ reason: 'broken' })
    expect(request.onApprove).toHaveBeenCalledTimes(1)
    expect(request.onCancel).toHaveBeenCalledWith({ stage: 'connecting' })
    expect(request.onError).toHaveBeenCalledWith({ reason: 'broken' })
  })
})
