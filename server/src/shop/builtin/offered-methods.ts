import type { PaymentMethodView } from '../../contract/glue/payments.ts'
import type { Database } from '../../database/database.ts'
import { listToldMethods } from './app-news-store.ts'

/** Where names, strategies and limits of the payment methods are from: what the app lists for shoppers. */
export type MethodSource = {
  tenant: string
  listMethods(locale: string): Promise<PaymentMethodView[]>
}

/**
 * What this shop offers: what the app lists, without the methods that its messages have taken away. A method of which no message
 * has come yet is offered, so that a shop need not have heard everything before it can sell.
 */
export async function listOfferedMethods(
  { db, merchant }: { db: Database; merchant: MethodSource },
  locale: string,
): Promise<PaymentMethodView[]> {
  const [listed, told] = await Promise.all([
    merchant.listMethods(locale),
    listToldMethods(db, merchant.tenant),
  ])
  const gone = new Set(
    told.filter(({ isActive }) => !isActive).map(({ provider, method }) => `${provider}/${method}`),
  )
  return listed.filter(
    ({ paymentProviderName, paymentMethodName }) =>
      !gone.has(`${paymentProviderName}/${paymentMethodName}`),
  )
}
