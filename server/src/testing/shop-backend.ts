import { randomBytes } from 'node:crypto'
import type { RunningApp } from './start-app.ts'

/** The headers of the demo shop's backend. */
export const appHeaders = ({ appToken }: RunningApp): Record<string, string> => ({
  authorization: `Bearer ${appToken}`,
  'x-tenant-identifier': 'demo',
})

/** An order that no other test has, as a shop's backend sends it; `changes` replace fields of its order data. */
export const anOrder = ({ url }: RunningApp, changes: Record<string, unknown> = {}) => ({
  orderData: {
    orderReference: `DE--${randomBytes(6).toString('hex')}`,
    customerReference: 'DE--7',
    customerFirstName: 'Ada',
    customerLastName: 'Kern',
    countryCode: 'DE',
    localeName: 'de_DE',
    currencyCode: 'EUR',
    grandTotal: 24890,
    paymentMethod: 'card',
    items: [
      { idSalesOrderItem: 7, name: 'Desk lamp', sku: 'fjord', quantity: 1, unitPrice: 24400 },
    ],
    expenses: [{ type: 'SHIPMENT_EXPENSE_TYPE', name: 'Standard', quantity: 1, unitPrice: 490 }],
    ...changes,
  },
  redirectSuccessUrl: `${url}/return`,
  redirectCancelUrl: `${url}/return`,
  checkoutSummaryPageUrl: `${url}/checkout`,
})
