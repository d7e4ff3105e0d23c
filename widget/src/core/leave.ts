import type { RememberedPayment } from './attempt-store.ts'
import { developerError } from './developer-error.ts'
import { aFailure } from './failure.ts'
import { look } from './look.ts'
import { emit, fail, type Session, setPhase } from './session.ts'
import { isWebUrl } from './web-url.ts'

/** A navigation that has not happened by then was stopped by the shopper: the button must not stay busy. */
const leavingMaxMs = 10_000

/** Goes to the payment page. Only web addresses are followed, whatever an answer says. */
export function leave(
  session: Session,
  { redirectUrl, transactionId, orderReference }: RememberedPayment,
): void {
  if (!isWebUrl(redirectUrl)) {
    const detail = developerError(
      'redirectUrl is no web address.',
      'Check what placeOrder() resolves to.',
      'pay',
    ).message
    fail(session, aFailure('redirect-invalid', { detail }), orderReference)
    return
  }
  setPhase(session, { status: 'leaving', redirectUrl })
  emit(session, { type: 'redirecting', transactionId, orderReference })
  setTimeout(() => {
    if (session.state.status === 'leaving') void look(session)
  }, leavingMaxMs)
  const { redirect = (url: string) => window.location.assign(url) } = session.options
  redirect(redirectUrl)
}
