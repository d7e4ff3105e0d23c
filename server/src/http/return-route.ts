import type { Context, Hono } from 'hono'
import { failures } from '../contract/failures.ts'
import type { PaymentDeps } from '../payments/payment-deps.ts'
import { returnShopper } from '../payments/return-shopper.ts'
import type { OwnTokens } from '../tokens/own-tokens.ts'
import type { AppEnv } from './app-env.ts'
import { problemPage } from './problem-page.ts'

export type ReturnDeps = PaymentDeps & { tokens: Pick<OwnTokens, 'readReturnState'> }

/** The address that PSPs send shoppers back to. It works without a login: the signed state says which payment it is. */
export function mountReturn(app: Hono<AppEnv>, deps: ReturnDeps): void {
  app.get('/app-payment/redirect', async (c) => {
    const subject = await deps.tokens.readReturnState(c.req.query('state') ?? '')
    if (!subject) return refuse(c)
    const target = await returnShopper(deps, subject)
    if (!target) return refuse(c)
    c.header('cache-control', 'no-store')
    c.header('referrer-policy', 'no-referrer')
    return c.redirect(target, 303)
  })
}

function refuse(c: Context<AppEnv>): Response | Promise<Response> {
  const { status, detail } = failures['return-state-invalid']
  c.get('context').refusal = 'return-state-invalid'
  return c.html(
    problemPage({
      title: 'This link no longer works',
      detail,
      code: failures['return-state-invalid'].code,
    }),
    status,
  )
}
