import type { initializePayment } from '../../contract/app/initialize-payment.ts'
import type { confirmPreOrderPayment } from '../../contract/app/pre-order.ts'
import type { WireInputOf } from '../../contract/operation.ts'
import type { Address } from '../../contract/shop/checkout.ts'
import { type Shopper, toCustomerReference } from '../../payments/shopper.ts'
import { storeName } from './catalogue.ts'
import type { Order } from './order.ts'
import { pageOf, type Storefront } from './storefront.ts'

export type InitializeInput = WireInputOf<typeof initializePayment>
export type ConfirmInput = WireInputOf<typeof confirmPreOrderPayment>

/**
 * The request that starts an order's payment. It is made of what the order was placed with and nothing else: every
 * repetition is the same, as the key it is sent with demands.
 */
export function toInitializeInput(
  order: Order,
  shopper: Shopper,
  storefront: Storefront,
): InitializeInput {
  const returnUrl = pageOf(storefront, '/return', { orderReference: order.orderReference })
  return {
    orderData: toOrderData(order, shopper),
    redirectSuccessUrl: returnUrl,
    redirectCancelUrl: returnUrl,
    checkoutSummaryPageUrl: pageOf(storefront, '/checkout'),
  }
}

/** The request that links an order to the payment that was made before it. */
export const toConfirmInput = (order: Order, shopper: Shopper): ConfirmInput => ({
  orderReference: order.orderReference,
  orderData: toOrderData(order, shopper),
  preOrderPaymentData: { transactionId: order.transactionId },
  localeName: order.localeName,
})

const toOrderData = (order: Order, shopper: Shopper): InitializeInput['orderData'] => ({
  orderReference: order.orderReference,
  priceMode: 'GROSS_MODE',
  storeName,
  customerReference: toCustomerReference(shopper),
  customerEmail: order.customer.email,
  customerFirstName: order.customer.firstName,
  customerLastName: order.customer.lastName,
  localeName: order.localeName,
  ...toBillingFields(order.billingAddress),
  ...toShippingFields(order.shippingAddress),
  currencyCode: order.currency,
  grandTotal: order.totals.grandTotal,
  paymentMethod: order.paymentMethod,
  paymentMethodName: order.paymentMethod,
  paymentProviderName: order.paymentProvider,
  items: order.items.map((item) => ({
    idSalesOrderItem: item.id,
    name: item.name,
    sku: item.sku,
    quantity: item.quantity,
    unitPrice: item.unitPriceMinor,
  })),
  expenses: [
    {
      type: 'SHIPMENT_EXPENSE_TYPE',
      name: order.shipment.name,
      quantity: 1,
      unitPrice: order.shipment.price,
    },
  ],
})

const toBillingFields = (address: Address) => ({
  countryCode: address.iso2Code,
  salutation: address.salutation,
  address1: address.address1,
  address2: address.address2,
  address3: address.address3,
  zip: address.zipCode,
  city: address.city,
  phone: address.phone,
})

const toShippingFields = (address: Address) => ({
  shippingCountryCode: address.iso2Code,
  shippingFirstName: address.firstName,
  shippingLastName: address.lastName,
  shippingSalutation: address.salutation,
  shippingAddress1: address.address1,
  shippingAddress2: address.address2,
  shippingAddress3: address.address3,
  shippingZip: address.zipCode,
  shippingCity: address.city,
  shippingPhone: address.phone,
})

/** The locale in the shop's spelling, `de_DE`, from the best of the accepted language tags. */
export function toLocaleName(locale: string): string {
  const tag = locale.split(/[,;]/)[0]?.trim() ?? ''
  try {
    const { language, region } = new Intl.Locale(tag).maximize()
    return `${language}_${region ?? 'DE'}`
  } catch {
    return 'en_US'
  }
}
