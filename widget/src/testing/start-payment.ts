import type { PaymentMethodView, StartPaymentInput, StartPaymentOutput } from '../core/contract.ts'
import { refuse, type TestAnswer } from './answer.ts'
import type { BookedPayment, PaymentBook } from './payment-book.ts'
import type { Reprice } from './reprice.ts'

/** The shop and the provider behind `POST /payments`. */
export type StartScene = {
  book: PaymentBook
  methods: readonly PaymentMethodView[]
  total: () => number
  reprice: Reprice
}

type Started = TestAnswer<StartPaymentOutput>

/** Starts, joins or updates a payment by the rules of the contract. */
export function startPayment(scene: StartScene, input: StartPaymentInput): Started {
  const method = scene.methods.find((offered) => isOf(input, offered))
  if (!method) return refuse('payment-method-not-found')
  const { book } = scene
  const named = input.preOrderPaymentData?.['transactionId']
  const known = named ? book.find(named) : input.idCart ? book.findLive(input.idCart) : undefined
  if (named && !known) return refuse('payment-not-found')
  if (known) return join(scene, known, input)
  const isHosted = method.strategy === 'hosted-payment-page'
  const amount = input.payment.amount ?? scene.total()
  if (amount !== scene.total()) return refuse('amount-mismatch')
  const { paymentProviderName, paymentMethodName } = input.payment
  const view = { paymentProviderName, paymentMethodName, ...(!isHosted && { redirectUrl: null }) }
  return update(scene, book.add(view, input.idCart ?? null), input)
}

function join(scene: StartScene, known: BookedPayment, input: StartPaymentInput): Started {
  const { view } = known
  if (view.outcome === 'canceled') return refuse('payment-canceled')
  if (view.orderReference !== null) return refuse('payment-has-order')
  if (!isOf(input, view)) return refuse('payment-differs')
  return update(scene, known, input)
}

function update(scene: StartScene, payment: BookedPayment, input: StartPaymentInput): Started {
  const { quote } = payment
  const shippingAddress = input.quote?.shippingAddress ?? quote.shippingAddress
  const idShipmentMethod = input.quote?.shipment?.idShipmentMethod ?? quote.idShipmentMethod
  const priced = scene.reprice({ total: scene.total(), shippingAddress, idShipmentMethod })
  if ('refused' in priced) return refuse(priced.refused)
  const { amount, ...shipping } = priced
  if ((input.payment.amount ?? amount) !== amount) return refuse('amount-mismatch')
  const isApproved = payment.view.outcome === 'paid' || payment.view.outcome === 'pending'
  if (isApproved && payment.view.amount !== amount) return refuse('approval-needed')
  const updated = scene.book.change(payment.view.transactionId, { amount })
  Object.assign(updated, shipping, { quote: { shippingAddress, idShipmentMethod } })
  return { ok: true, output: outputOf(updated) }
}

function outputOf({ view, shippingOptions, idShipmentMethod }: BookedPayment): StartPaymentOutput {
  const { transactionId, status, amount, currency, redirectUrl } = view
  const isHosted = redirectUrl !== null
  return {
    isSuccessful: true,
    error: null,
    transactionId,
    status,
    amount,
    currency,
    redirectUrl,
    shippingOptions,
    idShipmentMethod,
    preOrderPaymentData: {
      transactionId,
      ...(!isHosted && { clientSecret: clientSecretOf(transactionId) }),
    },
  }
}

/** What the provider's page needs to drive this payment; the same at each answer. */
export const clientSecretOf = (transactionId: string): string => `cs_${transactionId}`

type Named = { paymentProviderName: string; paymentMethodName: string }

const isOf = ({ payment }: StartPaymentInput, named: Named): boolean =>
  payment.paymentProviderName === named.paymentProviderName &&
  payment.paymentMethodName === named.paymentMethodName
