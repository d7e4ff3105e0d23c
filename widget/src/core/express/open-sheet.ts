import { isOffline } from '../browser.ts'
import { aFailure } from '../failure.ts'
import type { OpenSheet, SheetChange, SheetRequest, SheetStart } from '../wallets/wallet-driver.ts'
import { isRejection } from '../wallets/wallet-driver.ts'
import { answerChange } from './answer-change.ts'
import { beginPayment } from './begin-payment.ts'
import { cancelQuietly } from './cancel-payment.ts'
import { cancelSheet, closeSheet, endAttempt } from './close-sheet.ts'
import { continueApproved } from './continue-approved.ts'
import {
  type Attempt,
  clientOf,
  type ExpressSession,
  fail,
  type Offered,
  setPhase,
  settingsOf,
} from './express-session.ts'
import { prepareCart } from './prepare-cart.ts'
import { takeSheetPlace } from './sheet-lock.ts'

/** Opens the wallet's sheet in the click that calls this. One sheet at a time on the whole page. */
export function openSheet(session: ExpressSession, key: string): void {
  const { status } = session.state
  const offered = session.offered.find((one) => one.key === key)
  if (!offered || (status !== 'idle' && status !== 'failed')) return
  if (isOffline()) {
    fail(session, aFailure('offline'), key)
    return
  }
  const release = takeSheetPlace()
  if (!release) return
  const attempt = createAttempt(offered, release)
  const sheet = show(session, attempt)
  if (!sheet) return
  session.attempt = attempt
  attempt.sheet = sheet
  setPhase(session, { status: 'opening', wallet: key })
  attempt.cart = prepareCart(session)
  void attempt.cart.then((cart) => onCart(session, attempt, cart))
}

function createAttempt(offered: Offered, release: () => void): Attempt {
  const attempt: Attempt = {
    offered,
    sheet: null,
    isOver: false,
    cart: Promise.resolve({ ok: true, value: {} }),
    kept: null,
    quote: null,
    shopShipping: null,
    last: Promise.resolve(),
    release,
  }
  return attempt
}

/** The open sheet, or null when it is said why there is none. */
function show(session: ExpressSession, attempt: Attempt): OpenSheet | null {
  const { key, driver } = attempt.offered
  try {
    const sheet = driver.open(requestOf(session, attempt))
    if (sheet) return sheet
    endAttempt(session, attempt)
    fail(session, aFailure('popup-blocked'), key)
  } catch (error) {
    endAttempt(session, attempt)
    fail(session, aFailure('wallet-failed', { detail: String(error) }), key)
  }
  return null
}

type Cart = Awaited<Attempt['cart']>

/** A cart that fails late closes the sheet; one that turns out to be another cart does too. */
function onCart(session: ExpressSession, attempt: Attempt, cart: Cart): void {
  const { kept } = attempt
  if (cart.ok && (!kept || kept.cartId === cart.value.cartId)) return
  const detail = 'onClick named another cart than the one that is known.'
  closeSheet(session, attempt, cart.ok ? aFailure('prepare-failed', { detail }) : cart.failure)
}

function requestOf(session: ExpressSession, attempt: Attempt): SheetRequest {
  const { locale = 'en', total } = settingsOf(session)
  return {
    total: total ?? null,
    locale,
    sayRejection: (rejection) => session.state.words[`express.reject.${rejection}`],
    start: () => start(session, attempt),
    onAddressChange: (address) => answerChange(session, attempt, { address }),
    onShippingOptionChange: (option) => answerChange(session, attempt, { option }),
    onApproving: () => lookAgain(session, attempt),
    onApprove: () => {
      if (!endAttempt(session, attempt)) return
      if (attempt.kept) void continueApproved(session, attempt.kept)
      else fail(session, aFailure('wallet-failed'), attempt.offered.key)
    },
    onCancel: ({ stage }) => cancelSheet(session, attempt, stage),
    onError: (error) => void onWalletError(session, attempt, error),
  }
}

async function start(session: ExpressSession, attempt: Attempt): Promise<SheetStart> {
  // A wallet may ask before its window is there; a window that is refused must leave no payment.
  await Promise.resolve()
  const begun = attempt.isOver ? null : await beginPayment(session, attempt)
  if (begun?.ok) return begun.value
  if (begun) closeSheet(session, attempt, begun.failure)
  throw new Error(
    `[tillway] No payment was begun: ${begun?.failure.kind ?? 'the sheet is closed'}.`,
  )
}

async function lookAgain(session: ExpressSession, attempt: Attempt): Promise<SheetChange> {
  const wallet = attempt.offered.key
  const before = attempt.quote?.total.amount
  setPhase(session, { status: 'approving', wallet })
  const cart = await attempt.cart
  if (!cart.ok) return { reject: 'unavailable' }
  const change = await answerChange(session, attempt, {})
  const isAskedAgain = isRejection(change) || change.total.amount !== before
  if (isAskedAgain && !attempt.isOver) setPhase(session, { status: 'open', wallet })
  return change
}

/** A wallet that fails may have been approved: the server knows. */
async function onWalletError(
  session: ExpressSession,
  attempt: Attempt,
  error: unknown,
): Promise<void> {
  if (!endAttempt(session, attempt)) return
  const { kept, offered } = attempt
  const known = kept ? await clientOf(session).getPayment(kept.transactionId) : null
  if (kept && known?.ok && known.value.outcome === 'paid') return continueApproved(session, kept)
  if (kept) cancelQuietly(session, kept)
  const detail = error instanceof Error ? error.message : JSON.stringify(error ?? null)
  fail(session, aFailure('wallet-failed', { detail }), offered.key)
}
