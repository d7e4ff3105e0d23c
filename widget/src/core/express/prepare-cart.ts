import { aFailure } from '../failure.ts'
import type { Answer } from '../http.ts'
import { type ExpressSession, type SheetCart, settingsOf } from './express-session.ts'
import { within } from './within.ts'

/** The shop puts the product into the cart in this time, or the sheet is closed. */
const cartMaxMs = 20_000

/** The cart that the click is for: the shop's own when it prepares one, otherwise the one that is known. */
export async function prepareCart(session: ExpressSession): Promise<Answer<SheetCart>> {
  const { onClick } = session.options
  if (!onClick) {
    const { cartId, total } = settingsOf(session)
    return { ok: true, value: { ...(cartId && { cartId }), total } }
  }
  try {
    const answer = await within(cartMaxMs, onClick())
    if (!answer.isLate) return { ok: true, value: answer.value }
    return { ok: false, failure: aFailure('prepare-failed', { detail: 'onClick took too long.' }) }
  } catch (error) {
    return { ok: false, failure: aFailure('prepare-failed', { detail: String(error) }) }
  }
}
