import { Hono } from 'hono'
import type { z } from 'zod'
import { toAccountBody } from '../accounts/account.ts'
import { findAccountByKey } from '../accounts/account-store.ts'
import { toAnswerBody } from '../charges/charge.ts'
import { createCharge, findChargeOf, listCharges } from '../charges/charge-store.ts'
import { captureCharge, refundCharge } from '../charges/move-money.ts'
import {
  cancelCharge,
  type Operation,
  type OperationOutcome,
  updateCharge,
} from '../charges/operations.ts'
import type { SandboxContext, SandboxDeps, SandboxEnv } from '../sandbox-deps.ts'
import { bearerToken, fingerprint, randomId } from '../secrets.ts'
import { answerCharge, keptOut, refuse, spoil } from './answers.ts'
import { accountOf, answerEffect, answerRead, readAsked } from './calls.ts'
import { addMarketplaceRoutes } from './marketplace-routes.ts'
import { AmountInput, CancelInput, ChargeInput, UpdateInput } from './requests.ts'

/** The API of the merchant's server. Every effect happens once per `Idempotency-Key`. */
export function apiRoutes(deps: SandboxDeps): Hono<SandboxEnv> {
  const api = new Hono<SandboxEnv>()
  api.use(async (c, next) => {
    const account = await findAccountByKey(deps, bearerToken(c.req.header('authorization')))
    if (!account) return refuse(c, 'unauthorized')
    c.set('account', account)
    return next()
  })

  api.get('/account', (c) => answerRead(c, deps, async () => c.json(toAccountBody(accountOf(c)))))

  api.post('/charges', (c) => openCharge(c, deps))
  api.get('/charges', (c) => answerRead(c, deps, () => answerList(c, deps)))
  api.get('/charges/:id', (c) => answerRead(c, deps, () => answerOne(c, deps)))
  api.get('/charges/:id/customer', (c) => answerRead(c, deps, () => answerCustomer(c, deps)))
  api.post('/charges/:id/update', (c) =>
    operate(c, deps, UpdateInput, (operation, input) => updateCharge(deps, operation, input)),
  )
  api.post('/charges/:id/cancel', (c) =>
    operate(c, deps, CancelInput, (operation, input) =>
      cancelCharge(deps, operation, input.expected_status),
    ),
  )
  api.post('/charges/:id/capture', (c) =>
    operate(c, deps, AmountInput, (operation, input) =>
      captureCharge(deps, operation, input.amount),
    ),
  )
  api.post('/charges/:id/refunds', (c) =>
    operate(c, deps, AmountInput, (operation, input) =>
      refundCharge(deps, operation, input.amount),
    ),
  )
  addMarketplaceRoutes(api, deps)
  return api
}

async function openCharge(c: SandboxContext, deps: SandboxDeps): Promise<Response> {
  const asked = await readAsked(c, ChargeInput)
  if (asked instanceof Response) return asked
  const { key, input } = asked
  const creation = await createCharge(deps, {
    account: accountOf(c),
    id: randomId('ch'),
    reference: input.reference,
    orderReference: input.order_reference,
    amount: input.amount,
    currency: input.currency,
    capture: input.capture,
    customer: input.customer,
    lines: input.lines,
    returnUrl: input.return_url,
    locale: input.locale,
    pageTitle: input.page_title ?? null,
    flow: input.flow,
    wallet: input.wallet,
    clientSecret: input.flow === 'hosted' ? null : randomId('cs'),
    key,
    hash: fingerprint(input),
  })
  if (creation.kind === 'kept-out')
    return (await keptOut(c, deps, creation.gate)) ?? refuse(c, 'internal')
  const answer =
    creation.kind === 'key-reused'
      ? refuse(c, 'idempotency_key_reused')
      : answerCharge(c, deps, creation.charge, creation.kind === 'created' ? 201 : 200)
  return spoil(c, deps, creation.gate, answer)
}

async function answerList(c: SandboxContext, deps: SandboxDeps): Promise<Response> {
  const reference = c.req.query('reference')
  if (!reference) return refuse(c, 'invalid_request', 'reference: is required')
  const charges = await listCharges(deps, accountOf(c).id, reference)
  return c.json({ data: charges.map((charge) => toAnswerBody(charge, deps.publicUrl)) })
}

async function answerOne(c: SandboxContext, deps: SandboxDeps): Promise<Response> {
  const charge = await findChargeOf(deps, accountOf(c).id, c.req.param('id') ?? '')
  return charge ? answerCharge(c, deps, charge, 200) : refuse(c, 'not_found')
}

/** Who approved in the wallet's sheet, in the wallet's own shape. */
async function answerCustomer(c: SandboxContext, deps: SandboxDeps): Promise<Response> {
  const charge = await findChargeOf(deps, accountOf(c).id, c.req.param('id') ?? '')
  if (!charge) return refuse(c, 'not_found')
  if (charge.wallet === null) return refuse(c, 'no_customer')
  return charge.wallet_customer
    ? c.json({ customer: charge.wallet_customer })
    : refuse(c, 'not_approved')
}

async function operate<Schema extends z.ZodType>(
  c: SandboxContext,
  deps: SandboxDeps,
  schema: Schema,
  effect: (operation: Operation, input: z.infer<Schema>) => Promise<OperationOutcome>,
): Promise<Response> {
  const asked = await readAsked(c, schema)
  if (asked instanceof Response) return asked
  const { key, input } = asked
  const operation: Operation = {
    account: accountOf(c).id,
    chargeId: c.req.param('id') ?? '',
    key,
    hash: fingerprint([c.req.path, input]),
  }
  return answerEffect(c, deps, async () => {
    const outcome = await effect(operation, input)
    if (outcome.kind === 'done' || outcome.kind === 'declined') deps.wake()
    return answerOperation(c, deps, outcome)
  })
}

function answerOperation(
  c: SandboxContext,
  deps: SandboxDeps,
  outcome: OperationOutcome,
): Response {
  if (outcome.kind === 'key-reused') return refuse(c, 'idempotency_key_reused')
  if (outcome.kind === 'not-found') return refuse(c, 'not_found')
  if (!('code' in outcome)) return answerCharge(c, deps, outcome.charge, 200)
  return refuse(c, outcome.code, undefined, {
    charge: toAnswerBody(outcome.charge, deps.publicUrl),
  })
}
