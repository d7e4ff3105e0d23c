import type { Context, Hono } from 'hono'
import { failures } from '../contract/failures.ts'
import type { PaymentDeps } from '../payments/payment-deps.ts'
import { returnShopper } from '../payments/return-shopper.ts'
import type { OwnTokens } from '../tokens/own-tokens.ts'
import type { AppEnv } from './app-env.ts'
import type { AskerDeps } from './identify-request.ts'
import { problemPage } from './problem-page.ts'

export type ReturnDeps = PaymentDeps & {
  tokens: Pick<OwnTokens, 'readReturnState'>
  identity: Pick<AskerDeps, 'limiter'>
}

/** The address that PSPs send shoppers back to. It works without a login: the signed state says which payment it is. */
export function mountReturn(app: Hono<AppEnv>, deps: ReturnDeps): void {
  app.get('/app-payment/redirect', async (c) => {
    const subject = await deps.tokens.readReturnState(c.req.query('state') ?? '')
    if (!subject) return refuse(c)
    const { tenant, transactionId: key } = subject
    const wait = deps.identity.limiter.take([{ rate: 'return', tenant, key }])
    if (wait !== null) return putOff(c, wait)
    const target = await returnShopper(deps, subject)
    if (!target) return refuse(c)
    c.header('cache-control', 'no-store')
    c.header('referrer-policy', 'no-referrer')
    return c.redirect(target, 303)
  })
}

function putOff(c: Context<AppEnv>, seconds: number): Response | Promise<Response> {
  c.header('Retry-After', String(seconds))
  return showProblem(c, 'rate-limited', 'Please wait a moment')
}

const refuse = (c: Context<AppEnv>) =>
  showProblem(c, 'return-state-invalid', 'This link no longer works')

function showProblem(
  c: Context<AppEnv>,
  kind: 'rate-limited' | 'return-state-invalid',
  title: string,
): Response | Promise<Response> {
  const { status, detail, code } = failures[kind]
  c.get('context').refusal = kind
  return c.html(problemPage({ title, detail, code }), status)
}
