import { Hono } from 'hono'
import { listAccounts } from '../accounts/account-store.ts'
import { guardPanel, panelLinks, panelUrl } from '../chaos/panel-access.ts'
import type { Charge } from '../charges/charge.ts'
import { findCharge, latestCharges } from '../charges/charge-store.ts'
import { captureCharge, refundCharge } from '../charges/move-money.ts'
import { cancelCharge, type OperationOutcome } from '../charges/operations.ts'
import { type Decision, isDecision } from '../merchants/merchant.ts'
import { decideOn, latestMerchants, payOutToBank } from '../merchants/merchant-store.ts'
import { answerPage } from '../pages/layout.ts'
import type { SandboxContext, SandboxDeps, SandboxEnv } from '../sandbox-deps.ts'
import { dashboardPage } from './dashboard-page.ts'
import { parseAmount } from './parse-amount.ts'

const path = '/dashboard'

const messages = {
  done: 'Done. The shop hears of it by webhook.',
  declined: 'The bank refused. Nothing moved.',
  status_conflict: 'Not done: the charge does not allow this any more.',
  amount_too_high: 'Not done: that is more than is left.',
  invalid: 'Not done: that is no amount in the currency of this charge.',
  nothing: 'Not done: there is nothing to send to the bank.',
} as const
type Done = keyof typeof messages

/** What merchants have to see their charges and to move money by hand, past their own systems. */
export function dashboardRoutes(deps: SandboxDeps): Hono<SandboxEnv> {
  const dashboard = new Hono<SandboxEnv>()
  dashboard.use(guardPanel(deps))
  dashboard.get('/', (c) => showCharges(c, deps))
  dashboard.post('/', async (c) => c.redirect(pageUrl(c, await carryOut(c, deps)), 303))
  return dashboard
}

async function showCharges(c: SandboxContext, deps: SandboxDeps): Promise<Response> {
  const done = c.req.query('done')
  const told = Object.entries(messages).find(([name]) => name === done)
  const message = told ? { text: told[1], isGood: done === 'done' } : null
  const accounts = await listAccounts(deps)
  const chosen = accounts.find(({ id }) => id === c.req.query('account')) ?? null
  const [charges, merchants] = await Promise.all([
    latestCharges(deps, chosen?.id ?? null),
    latestMerchants(deps, chosen?.id ?? null),
  ])
  const links = { ...panelLinks(c), action: pageUrl(c) }
  const linkTo = (account: string | null) => withAccount(panelUrl(c, path), account)
  const page = { accounts, chosen, charges, merchants, message, links, linkTo }
  return answerPage(c, dashboardPage(page))
}

/** This page for the account that is looked at. */
const pageUrl = (c: SandboxContext, done?: string): string =>
  withAccount(panelUrl(c, path, done), c.req.query('account') ?? null)

const withAccount = (url: string, account: string | null): string =>
  account === null
    ? url
    : `${url}${url.includes('?') ? '&' : '?'}account=${encodeURIComponent(account)}`

async function carryOut(c: SandboxContext, deps: SandboxDeps): Promise<Done> {
  const body = await c.req.parseBody()
  if (typeof body.merchant === 'string') return treatMerchant(deps, body.merchant, body.intent)
  const charge = await findCharge(deps, typeof body.charge === 'string' ? body.charge : '')
  if (!charge) return 'status_conflict'
  const typed = typeof body.amount === 'string' ? body.amount.trim() : ''
  const amount = typed === '' ? null : parseAmount(typed, charge.currency)
  if (typed !== '' && amount === null) return 'invalid'
  const outcome = await move(deps, charge, { intent: body.intent, amount })
  deps.wake()
  return toDone(outcome)
}

/** What a person at the provider makes of a merchant. */
async function treatMerchant(deps: SandboxDeps, id: string, intent: unknown): Promise<Done> {
  if (intent === 'pay-out') return (await payOutToBank(deps, id)) ? 'done' : 'nothing'
  if (!isDecision(intent)) return 'status_conflict'
  const decision: Decision = intent
  const merchant = await decideOn(deps, id, { decision })
  deps.wake()
  return merchant ? 'done' : 'status_conflict'
}

/** A person's doing has no key: it cannot be repeated, and no answer is kept for it. */
async function move(
  deps: SandboxDeps,
  charge: Charge,
  { intent, amount }: { intent: unknown; amount: number | null },
): Promise<OperationOutcome> {
  const operation = { account: charge.account_id, chargeId: charge.id, key: null, hash: '' }
  if (intent === 'capture') return captureCharge(deps, operation, amount)
  if (intent === 'refund') return refundCharge(deps, operation, amount)
  if (intent === 'cancel') return cancelCharge(deps, operation, null)
  if (intent === 'void') return cancelCharge(deps, operation, 'captured')
  return { kind: 'not-found' }
}

function toDone(outcome: OperationOutcome): Done {
  if (outcome.kind === 'refused') return outcome.code
  if (outcome.kind === 'declined') return 'declined'
  return outcome.kind === 'done' || outcome.kind === 'replayed' ? 'done' : 'status_conflict'
}
