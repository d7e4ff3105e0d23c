import type { Failure } from '../../contract/failures.ts'
import type { PaymentMethodView } from '../../contract/glue/payments.ts'
import type { InputOf } from '../../contract/operation.ts'
import type { Address, checkout, OrderView } from '../../contract/shop/checkout.ts'
import { fail, ok, type Result } from '../../result.ts'
import { findShipmentMethod, type ShipmentMethod, shipmentMethodsTo } from './shipment.ts'

type Input = InputOf<typeof checkout>
type Kind =
  | 'payments-several'
  | 'checkout-method-invalid'
  | 'checkout-data-invalid'
  | 'address-not-served'

/** What the shopper chose, checked against what the shop offers, and without the fields that the shop does not keep. */
export type CheckoutChoice = {
  shipment: ShipmentMethod
  method: PaymentMethodView
  amountMinor: number | null
  customer: OrderView['customer']
  shippingAddress: Address
  billingAddress: Address
}

export function chooseCheckout(
  input: Input,
  methods: readonly PaymentMethodView[],
): Result<CheckoutChoice, Failure<Kind>> {
  const [payment, ...others] = input.payments
  if (!payment || others.length > 0) return fail({ kind: 'payments-several' })
  const method = methods.find(
    (offered) =>
      isSameKey(offered.paymentProviderName, payment.paymentProviderName) &&
      isSameKey(offered.paymentMethodName, payment.paymentMethodName),
  )
  if (!method)
    return fail({
      kind: 'checkout-method-invalid',
      source: { pointer: '/data/attributes/payments/0' },
    })
  const country = input.shippingAddress.iso2Code
  if (shipmentMethodsTo(country).length === 0) return fail(addressNotServed)
  const shipment = findShipmentMethod(input.shipment.idShipmentMethod, country)
  if (!shipment) return fail(shipmentUnknown)
  const { firstName, lastName, email } = input.customer
  return ok({
    shipment,
    method,
    amountMinor: payment.amount ?? null,
    customer: { firstName, lastName, email },
    shippingAddress: toAddress(input.shippingAddress),
    billingAddress: toAddress(input.billingAddress),
  })
}

export const addressNotServed = {
  kind: 'address-not-served',
  source: { pointer: '/data/attributes/shippingAddress/iso2Code' },
} as const

export const shipmentUnknown = {
  kind: 'checkout-data-invalid',
  detail: 'There is no such shipment method. POST /checkout-data lists them.',
  source: { pointer: '/data/attributes/shipment/idShipmentMethod' },
} as const

/** Shops write names as keys, with spaces or in other cases: `Pay by Bank` is `pay-by-bank`. */
const isSameKey = (offered: string, asked: string): boolean => toKey(offered) === toKey(asked)

const toKey = (name: string): string =>
  name
    .trim()
    .toLowerCase()
    .replaceAll(/[\s_]+/g, '-')

const toAddress = (address: Address): Address => ({
  salutation: address.salutation ?? null,
  firstName: address.firstName,
  lastName: address.lastName,
  address1: address.address1,
  address2: address.address2 ?? null,
  address3: address.address3 ?? null,
  zipCode: address.zipCode,
  city: address.city,
  iso2Code: address.iso2Code,
  company: address.company ?? null,
  phone: address.phone ?? null,
})
