import { Hono } from 'hono'
import type { SandboxContext, SandboxDeps, SandboxEnv } from '../account.ts'
import { guardPanel, panelUrl } from '../chaos/panel-access.ts'
import type { Charge } from '../charges/charge.ts'
import { findCharge, latestCharges } from '../charges/charge-store.ts'
import { captureCharge, refundCharge } from '../charges/move-money.ts'
import { cancelCharge, type OperationOutcome } from '../charges/operations.ts'
import { answerPage } from '../pages/layout.ts'
import { dashboardPage } from './dashboard-page.ts'
import { parseAmount } from './parse-amount.ts'

const path = '/dashboard'

const messages = {
  done: 'Done. The shop hears of it by webhook.',
  declined: 'The bank refused. Nothing moved.',
  status_conflict: 'Not done: the charge does not allow this any more.',
  amount_too_high: 'Not done: that is more than is left.',
  invalid: 'Not done: that is no amount in the currency of this charge.',
} as const
type Done = keyof typeof messages

/** What merchants have to see their charges and to move money by hand, past their own systems. */
export function dashboardRoutes(deps: SandboxDeps): Hono<SandboxEnv> {
  const dashboard = new Hono<SandboxEnv>()
  dashboard.use(guardPanel(deps))
  dashboard.get('/', (c) => showCharges(c, deps))
  dashboard.post('/', async (c) => c.redirect(panelUrl(c, path, await carryOut(c, deps)), 303))
  return dashboard
}

async function showCharges(c: SandboxContext, deps: SandboxDeps): Promise<Response> {
  const done = c.req.query('done')
  const told = Object.entries(messages).find(([name]) => name === done)
  const message = told ? { text: told[1], isGood: done === 'done' } : null
  const links = { action: panelUrl(c, path), panel: panelUrl(c, '/chaos') }
  return answerPage(c, dashboardPage({ charges: await latestCharges(deps), message, links }))
}

async function carryOut(c: SandboxContext, deps: SandboxDeps): Promise<Done> {
  const body = await c.req.parseBody()
  const charge = await findCharge(deps, typeof body.charge === 'string' ? body.charge : '')
  if (!charge) return 'status_conflict'
  const typed = typeof body.amount === 'string' ? body.amount.trim() : ''
  const amount = typed === '' ? null : parseAmount(typed, charge.currency)
  if (typed !== '' && amount === null) return 'invalid'
  const outcome = await move(deps, charge, { intent: body.intent, amount })
  deps.wake()
  return toDone(outcome)
}

/** A person's doing has no key: it cannot be repeated, and no answer is kept for it. */
async function move(
  deps: SandboxDeps,
  charge: Charge,
  { intent, amount }: { intent: unknown; amount: number | null },
): Promise<OperationOutcome> {
  const operation = { chargeId: charge.id, key: null, hash: '' }
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
