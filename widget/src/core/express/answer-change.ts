import { isOffline } from '../browser.ts'
import {
  isRejection,
  type SheetAddress,
  type SheetChange,
  type SheetQuote,
} from '../wallets/wallet-driver.ts'
import { closeSheet } from './close-sheet.ts'
import { type Attempt, type ExpressSession, type SheetCart, settingsOf } from './express-session.ts'
import { keepPayment } from './kept-payment.ts'
import { endsSheet, rejectionOf } from './rejection-of.ts'
import { postPayment, quoteOf } from './requests.ts'
import { within } from './within.ts'

/** What the shopper changed in the sheet; nothing for the last look before the approval. */
export type SheetChoice = { address?: SheetAddress; option?: { id: string } }

/** The wallet waits longer than this; a later answer is ignored. */
const answerMaxMs = 20_000
const unavailable = { reject: 'unavailable' } as const

/** Answers the sheet in time, whatever the shop and the server do. One change is answered after the other. */
export async function answerChange(
  session: ExpressSession,
  attempt: Attempt,
  choice: SheetChoice,
): Promise<SheetChange> {
  const late = new AbortController()
  const answering = attempt.last.then(() => ask(session, { attempt, choice, signal: late.signal }))
  attempt.last = answering
  const answer = await within(answerMaxMs, answering)
  if (answer.isLate) late.abort()
  if (answer.isLate || attempt.isOver) return unavailable
  if (!isRejection(answer.value)) showQuote(attempt, answer.value)
  return answer.value
}

function showQuote(attempt: Attempt, quote: SheetQuote): void {
  attempt.quote = quote
  if (!attempt.kept) return
  const { total, shippingOptions, selected } = quote
  const isShipmentChosen = shippingOptions.length === 0 || selected !== null
  attempt.kept = { ...attempt.kept, ...total, isShipmentChosen }
  keepPayment(attempt.kept)
}

type Asking = { attempt: Attempt; choice: SheetChoice; signal: AbortSignal }

async function ask(session: ExpressSession, asking: Asking): Promise<SheetChange> {
  const { attempt, choice, signal } = asking
  if (signal.aborted || isOffline()) return unavailable
  const answered = await askShop(session, choice)
  if (answered && isRejection(answered)) return answered
  if (signal.aborted) return unavailable
  if (answered) attempt.shopShipping = answered
  else if (choice.address || choice.option) attempt.shopShipping = null
  return askServer(session, asking, answered)
}

async function askServer(
  session: ExpressSession,
  { attempt, choice, signal }: Asking,
  shop: SheetQuote | null,
): Promise<SheetChange> {
  const { kept, shopShipping } = attempt
  const { address, option } = choice
  if (!kept) return unavailable
  if (!shop && address && !/^[A-Z]{2}$/.test(address.countryCode)) {
    return { reject: 'address-incomplete' }
  }
  const cart: SheetCart = { ...(kept.cartId && { cartId: kept.cartId }), total: shop?.total }
  const asked = {
    method: kept.method,
    transactionId: kept.transactionId,
    cart,
    currency: settingsOf(session).currency,
    ...(!shop && { address, shipmentId: option?.id }),
  }
  const answer = await postPayment(session, asked, signal)
  if (answer.ok) return { ...quoteOf(answer.value), ...shippingOf(shopShipping) }
  if (endsSheet(answer.failure)) closeSheet(session, attempt, answer.failure)
  return { reject: rejectionOf(answer.failure) }
}

const shippingOf = (shop: Attempt['shopShipping']) =>
  shop && { shippingOptions: shop.shippingOptions, selected: shop.selected }

/** The shop's own answer, or null when it has none. */
async function askShop(
  { options: { onAddressChange, onShippingOptionChange } }: ExpressSession,
  { address, option }: SheetChoice,
): Promise<SheetChange | null> {
  try {
    if (address && onAddressChange) return await onAddressChange(address)
    if (option && onShippingOptionChange) return await onShippingOptionChange(option)
    return null
  } catch (error) {
    // biome-ignore lint/suspicious/noConsole: the shopper may try again, and whoever wrote it must hear.
    console.error('[tillway] The shop could not answer a change in the sheet.', error)
    return unavailable
  }
}
