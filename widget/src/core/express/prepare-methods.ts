import { loadExpressWords } from '../../locales/express-words.ts'
import type { PaymentMethodView } from '../contract.ts'
import { aFailure, type CheckoutFailure } from '../failure.ts'
import type { Answer } from '../http.ts'
import { loadScripts } from '../load-script.ts'
import { findDriver } from '../wallets/find-driver.ts'
import { walletName } from '../wallets/wallet-name.ts'
import {
  clientOf,
  type ExpressSession,
  type Offered,
  setAround,
  settingsOf,
} from './express-session.ts'
import type { ExpressMethod } from './state.ts'
import { within } from './within.ts'

/** A wallet that is not known to work by then is left out: the page must not wait, nor move later. */
const probesMaxMs = 2_000

const keyOf = (method: PaymentMethodView) => method.checkoutConfiguration.appPaymentMethodKey

/** Finds out which wallets can be opened here, in the order of the server. */
export async function prepareMethods(session: ExpressSession): Promise<void> {
  session.preparation += 1
  const mine = session.preparation
  const isStale = () => session.isOver || session.preparation !== mine
  session.offered = []
  session.isIncomplete = false
  setAround(session, { isLoading: true, methods: [] })
  const listed = await listMethods(session)
  if (isStale()) return
  if (!listed.ok) giveUp(session, listed.failure)
  const methods = listed.ok ? listed.value.filter((method) => isWanted(session, method)) : []
  setAround(session, { methods: methods.map(toWaiting) })

  const ready: (Offered | null)[] = methods.map(() => null)
  const asked = methods.map(async (method, index) => {
    ready[index] = await makeReady(session, method)
  })
  const words = loadExpressWords(settingsOf(session).locale).then((loaded) => {
    if (!isStale()) setAround(session, { words: { ...loaded, ...session.options.messages } })
  })
  await within(probesMaxMs, Promise.all([words, ...asked]))
  if (isStale()) return
  session.offered = ready.filter((offered) => offered !== null)
  setAround(session, { isLoading: false, methods: methodsFor(session) })
}

/** The methods of the caller's cache where there is one. */
function listMethods(session: ExpressSession): Promise<Answer<readonly PaymentMethodView[]>> {
  const listed = session.options.listMethods?.()
  if (listed === undefined) return clientOf(session).listPaymentMethods()
  return listed.then(
    (value) => ({ ok: true, value }),
    (failure: CheckoutFailure) => ({ ok: false, failure }),
  )
}

/** The methods that can be opened and fit the total as it is now. */
export function methodsFor(session: ExpressSession): readonly ExpressMethod[] {
  const { total } = settingsOf(session)
  return session.offered
    .filter(({ method: { minimumAmount, maximumAmount } }) => {
      if (!total) return true
      return total.amount >= (minimumAmount ?? 0) && total.amount <= (maximumAmount ?? Infinity)
    })
    .map(({ key, name, method }) => ({ key, name, method, isReady: true }))
}

const toWaiting = (method: PaymentMethodView): ExpressMethod => ({
  key: keyOf(method),
  name: walletName(keyOf(method), method.name),
  method,
  isReady: false,
})

const isWanted = ({ options }: ExpressSession, method: PaymentMethodView): boolean =>
  method.strategy === 'express-checkout' &&
  method.placements.includes(options.placement) &&
  findDriver(keyOf(method)) !== undefined

async function makeReady(
  session: ExpressSession,
  method: PaymentMethodView,
): Promise<Offered | null> {
  const key = keyOf(method)
  const { currency, locale = 'en', nonce } = settingsOf(session)
  const [failure, driver] = await Promise.all([
    loadScripts(method, { currency, locale, nonce }),
    findDriver(key)?.().catch(() => null),
  ])
  if (failure || !driver) {
    if (!session.isOver) giveUp(session, failure ?? aFailure('network'))
    return null
  }
  return isEligible(() => driver.probe({ currency }))
    ? { key, name: walletName(key, method.name), method, driver }
    : null
}

/** Tells the shop; a network that comes back tries again. */
function giveUp(session: ExpressSession, failure: CheckoutFailure): void {
  session.isIncomplete = true
  session.options.onError?.(failure)
}

/** A wallet whose probe throws cannot be opened either. */
function isEligible(probe: () => boolean): boolean {
  try {
    return probe()
  } catch {
    return false
  }
}
