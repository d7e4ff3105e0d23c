import { Hono } from 'hono'
import { findAccount } from '../accounts/account-store.ts'
import { readChaos } from '../chaos/chaos-store.ts'
import { beginChallenge } from '../charges/attempts.ts'
import {
  type CardForm,
  type CardProblems,
  digitsOf,
  endingOf,
  findProblems,
  isEndingKey,
  last4Of,
} from '../charges/card.ts'
import type { Charge } from '../charges/charge.ts'
import { findCharge } from '../charges/charge-store.ts'
import { isSameOrigin } from '../same-origin.ts'
import type { SandboxContext, SandboxDeps, SandboxEnv } from '../sandbox-deps.ts'
import { randomId } from '../secrets.ts'
import { filledForm } from './card-field.ts'
import { challengePage } from './challenge-page.ts'
import { wordsFor } from './language.ts'
import { answerPage } from './layout.ts'
import { payPage } from './pay-page.ts'
import { settleAttempt } from './settle-attempt.ts'
import { statePage } from './state-page.ts'
import type { StateKind, Words } from './words.ts'

/** The pages on which the shopper pays. Each POST looks at the truth first, so nothing is ever paid twice. */
export function payRoutes(deps: SandboxDeps): Hono<SandboxEnv> {
  const pages = new Hono<SandboxEnv>()
  pages.use(async (c, next) => {
    const words = wordsFor(c.req.header('accept-language') ?? 'en')
    if ((await readChaos(deps)).offline)
      return answerPage(c, statePage('offline', words, null), 503)
    if (c.req.method !== 'GET' && !isSameOrigin(c, deps.publicUrl)) {
      return answerPage(c, statePage('stranger', words, null), 403)
    }
    return next()
  })
  pages.get('/:id', (c) => withCharge(c, deps, (charge) => showForm(c, deps, charge)))
  pages.post('/:id', (c) => withCharge(c, deps, (charge) => submitCard(c, deps, charge)))
  pages.get('/:id/challenge', (c) =>
    withCharge(c, deps, (charge) => showChallenge(c, deps, charge)),
  )
  pages.post('/:id/challenge', (c) =>
    withCharge(c, deps, (charge) => answerChallenge(c, deps, charge)),
  )
  pages.post('/:id/cancel', (c) => withCharge(c, deps, async (charge) => leave(c, charge)))
  return pages
}

async function withCharge(
  c: SandboxContext,
  deps: SandboxDeps,
  answer: (charge: Charge) => Promise<Response>,
): Promise<Response> {
  const charge = await findCharge(deps, c.req.param('id') ?? '')
  if (charge?.flow === 'hosted') return answer(charge)
  return answerPage(
    c,
    statePage('unknown', wordsFor(c.req.header('accept-language') ?? 'en'), null),
    404,
  )
}

const stateOf: Record<Exclude<Charge['status'], 'open'>, StateKind> = {
  processing: 'processing',
  authorized: 'done',
  captured: 'done',
  overpaid: 'done',
  underpaid: 'done',
  partially_refunded: 'refunded',
  refunded: 'refunded',
  canceled: 'canceled',
}

const noProblems: CardProblems = {}

/** To whom the shopper pays. */
const merchantNameOf = async (deps: SandboxDeps, charge: Charge): Promise<string> =>
  charge.page_title ?? (await findAccount(deps, charge.account_id))?.name ?? ''

async function showForm(c: SandboxContext, deps: SandboxDeps, charge: Charge): Promise<Response> {
  const merchantName = await merchantNameOf(deps, charge)
  if (charge.status !== 'open') {
    const back = { merchantName, url: charge.return_url }
    return answerPage(c, statePage(stateOf[charge.status], wordsFor(charge.locale), back))
  }
  const now = new Date()
  const asked = c.req.query('ending')
  const ending = isEndingKey(asked) ? asked : null
  const blank = { number: '', expiry: '', code: '', name: charge.customer.name ?? '' }
  const form = ending ? filledForm(ending, charge.customer.name ?? null, now) : blank
  return answerPage(c, payPage({ charge, merchantName, form, problems: noProblems, ending, now }))
}

async function submitCard(c: SandboxContext, deps: SandboxDeps, charge: Charge): Promise<Response> {
  if (charge.status !== 'open') return afterPayment(c, charge)
  const form = await readCardForm(c)
  const now = new Date()
  const problems = findProblems(form, now)
  if (Object.keys(problems).length > 0) {
    const shown = { ...form, number: '', code: '' }
    const merchantName = await merchantNameOf(deps, charge)
    return answerPage(
      c,
      payPage({ charge, merchantName, form: shown, problems, ending: null, now }),
      422,
    )
  }
  const digits = digitsOf(form.number)
  const attempt = { chargeId: charge.id, last4: last4Of(digits) }
  const ending = endingOf(digits)
  if (ending.kind === 'challenge') {
    const isAsked = await beginChallenge(deps, attempt, {
      id: randomId('chl'),
      ending: ending.ending,
    })
    return c.redirect(isAsked ? `/pay/${charge.id}/challenge` : `/pay/${charge.id}`, 303)
  }
  return finish(c, deps, charge, ending.kind, await settleAttempt(deps, attempt, ending))
}

async function readCardForm(c: SandboxContext): Promise<CardForm> {
  const body = await c.req.parseBody()
  const text = (name: string): string => (typeof body[name] === 'string' ? body[name] : '')
  return { number: text('number'), expiry: text('expiry'), code: text('code'), name: text('name') }
}

async function showChallenge(
  c: SandboxContext,
  deps: SandboxDeps,
  charge: Charge,
): Promise<Response> {
  if (charge.status !== 'open' || !charge.challenge_id) return c.redirect(`/pay/${charge.id}`, 303)
  return answerPage(
    c,
    challengePage(charge, charge.challenge_id, await merchantNameOf(deps, charge)),
  )
}

async function answerChallenge(
  c: SandboxContext,
  deps: SandboxDeps,
  charge: Charge,
): Promise<Response> {
  const { challenge, answer } = await c.req.parseBody()
  if (typeof challenge !== 'string' || !challenge) return c.redirect(`/pay/${charge.id}`, 303)
  const isApproved = answer === 'approve' && charge.challenge_ending === '3ds'
  const attempt = { chargeId: charge.id, last4: charge.card_last4 ?? '', challengeId: challenge }
  const settled = await settleAttempt(
    deps,
    attempt,
    isApproved ? { kind: 'authorized' } : { kind: 'declined', code: 'authentication_failed' },
  )
  return finish(c, deps, charge, 'challenge', settled)
}

/** Where the shopper goes after an attempt. Null: another tab or click was first, and what it did counts. */
async function finish(
  c: SandboxContext,
  deps: SandboxDeps,
  before: Charge,
  ending: string,
  settled: Charge | null,
): Promise<Response> {
  const charge = settled ?? (await findCharge(deps, before.id)) ?? before
  if (charge.status === 'open') return c.redirect(`/pay/${charge.id}`, 303)
  if (settled && ending === 'answer-lost') return lose(c, wordsFor(charge.locale))
  return afterPayment(c, charge)
}

const lose = (c: SandboxContext, words: Words): Response | Promise<Response> =>
  answerPage(c, statePage('lost', words, null), 500)

const afterPayment = (c: SandboxContext, charge: Charge): Response =>
  c.redirect(charge.status === 'canceled' ? `/pay/${charge.id}` : charge.return_url, 303)

/** Leaving cancels nothing: an open charge stays open, and a paid one is told as paid. */
const leave = (c: SandboxContext, charge: Charge): Response =>
  c.redirect(charge.status === 'open' ? asCanceled(charge.return_url) : charge.return_url, 303)

/** Appends to the merchant's URL and leaves the rest as it is to the letter: it may be signed. */
function asCanceled(returnUrl: string): string {
  const [address = '', ...fragment] = returnUrl.split('#')
  const separator = address.includes('?') ? '&' : '?'
  return [`${address}${separator}outcome=canceled`, ...fragment].join('#')
}
