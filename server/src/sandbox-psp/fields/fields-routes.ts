import { Hono } from 'hono'
import { z } from 'zod'
import { findAccountByPublishableKey } from '../accounts/account-store.ts'
import { refuse } from '../api/answers.ts'
import { readChaos } from '../chaos/chaos-store.ts'
import { answerClient } from '../client-calls.ts'
import { formatAmount } from '../pages/format-amount.ts'
import { numberLocale, wordsFor } from '../pages/language.ts'
import { answerPage } from '../pages/layout.ts'
import { isSameOrigin } from '../same-origin.ts'
import type { SandboxContext, SandboxDeps, SandboxEnv } from '../sandbox-deps.ts'
import { fieldsPage, fieldsStatePage } from './fields-page.ts'
import { toFrameOrigin } from './frame-origin.ts'
import { answerFieldsChallenge, type FieldsOutcome, payFields } from './pay-fields.ts'

const textMax = 500
const Text = z.string().max(textMax)
const PayInput = z.object({ number: Text, expiry: Text, code: Text, name: Text })
const ChallengeInput = z.object({ challenge: Text, answer: z.enum(['approve', 'reject']) })

/** The card fields in a frame on the merchant's page, and the calls that pay with them. */
export function fieldsRoutes(deps: SandboxDeps): Hono<SandboxEnv> {
  const fields = new Hono<SandboxEnv>()
  fields.get('/card', (c) => showFields(c, deps))
  fields.use('/pay', (c, next) => refuseStrangers(c, deps, next))
  fields.use('/challenge', (c, next) => refuseStrangers(c, deps, next))
  fields.post('/pay', (c) =>
    answerClient({ c, deps, flow: 'fields', schema: PayInput }, async (charge, form) => {
      const outcome = await payFields(deps, charge, form)
      if (outcome.status !== 'challenge') return answer(c, outcome)
      const locale = numberLocale(charge.locale, wordsFor(charge.locale))
      const amount = formatAmount(charge.amount, charge.currency, locale)
      return { ...outcome, challenge: { ...outcome.challenge, amount } }
    }),
  )
  fields.post('/challenge', (c) =>
    answerClient({ c, deps, flow: 'fields', schema: ChallengeInput }, async (charge, input) =>
      answer(c, await answerFieldsChallenge(deps, charge, input)),
    ),
  )
  return fields
}

const answer = (c: SandboxContext, outcome: FieldsOutcome): object =>
  outcome.status === 'lost' ? refuse(c, 'internal') : outcome

/** Only the frame itself pays: a merchant's page that knows the secret must not see card numbers. */
const refuseStrangers = async (
  c: SandboxContext,
  { publicUrl }: SandboxDeps,
  next: () => Promise<void>,
): Promise<Response | undefined> => {
  if (!isSameOrigin(c, publicUrl)) return refuse(c, 'cross_site')
  await next()
  return undefined
}

async function showFields(c: SandboxContext, deps: SandboxDeps): Promise<Response> {
  const origin = toFrameOrigin(c.req.query('origin') ?? '')
  const locale = c.req.query('locale') ?? 'en'
  const scheme = c.req.query('scheme') === 'dark' ? 'dark' : 'light'
  const frame = { locale, scheme, ...(origin ? { framedBy: origin } : {}) } as const
  if (origin === null) return answerPage(c, fieldsStatePage('stranger', frame), 400)
  if ((await readChaos(deps)).offline) return answerPage(c, fieldsStatePage('offline', frame), 503)
  const account = await findAccountByPublishableKey(deps, c.req.query('client-id') ?? '')
  const merchantName = account?.name ?? ''
  return answerPage(c, fieldsPage({ locale, scheme, origin, merchantName, now: new Date() }))
}
