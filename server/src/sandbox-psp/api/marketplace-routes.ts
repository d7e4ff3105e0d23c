import type { Hono } from 'hono'
import { type MerchantSnapshot, toMerchantBody } from '../merchants/merchant.ts'
import { createMerchant, findMerchant, listMerchants } from '../merchants/merchant-store.ts'
import { createLink } from '../merchants/onboarding-store.ts'
import type { SandboxContext, SandboxDeps, SandboxEnv } from '../sandbox-deps.ts'
import { fingerprint } from '../secrets.ts'
import { toTransferBody } from '../transfers/transfer.ts'
import {
  listTransfers,
  payOut,
  refuseByChaos,
  reverse,
  type TransferOperation,
  type TransferOutcome,
} from '../transfers/transfer-store.ts'
import { refuse } from './answers.ts'
import { accountOf, answerEffect, answerRead, readAsked } from './calls.ts'
import {
  explainIssues,
  MerchantInput,
  OnboardingLinkInput,
  PayoutInput,
  ReversalInput,
} from './requests.ts'

/** What accounts of marketplaces can besides: keep accounts for merchants, and send them money. */
export function addMarketplaceRoutes(api: Hono<SandboxEnv>, deps: SandboxDeps): void {
  for (const path of ['/merchants/*', '/transfers/*']) {
    api.use(path, async (c, next) =>
      accountOf(c).is_marketplace ? next() : refuse(c, 'not_a_marketplace'),
    )
  }
  api.post('/merchants', (c) => openMerchant(c, deps))
  api.get('/merchants', (c) => answerRead(c, deps, () => answerMerchants(c, deps)))
  api.get('/merchants/:id', (c) =>
    answerRead(c, deps, () =>
      withMerchant(c, deps, (merchant) => c.json(toMerchantBody(merchant))),
    ),
  )
  api.post('/merchants/:id/onboarding-links', (c) => openOnboarding(c, deps))
  api.post('/transfers', async (c) => {
    const asked = await readAsked(c, PayoutInput)
    if (asked instanceof Response) return asked
    return transfer(c, deps, asked, (operation) => payOut(deps, operation, asked.input))
  })
  api.get('/transfers', (c) => answerRead(c, deps, () => answerTransfers(c, deps)))
  api.post('/transfers/:id/reversals', async (c) => {
    const asked = await readAsked(c, ReversalInput)
    if (asked instanceof Response) return asked
    const reversal = { ...asked.input, transfer: c.req.param('id') }
    return transfer(c, deps, asked, (operation) => reverse(deps, operation, reversal))
  })
}

async function openMerchant(c: SandboxContext, deps: SandboxDeps): Promise<Response> {
  const asked = await readAsked(c, MerchantInput)
  if (asked instanceof Response) return asked
  const { key, input } = asked
  return answerEffect(c, deps, async () => {
    const account = accountOf(c)
    const creation = await createMerchant(deps, {
      ...input,
      account,
      key,
      hash: fingerprint(input),
    })
    if (creation.kind === 'key-reused') return refuse(c, 'idempotency_key_reused')
    return c.json(toMerchantBody(creation.merchant), creation.kind === 'created' ? 201 : 200)
  })
}

async function answerMerchants(c: SandboxContext, deps: SandboxDeps): Promise<Response> {
  const reference = c.req.query('reference')
  if (!reference) return refuse(c, 'invalid_request', 'reference: is required')
  const merchants = await listMerchants(deps, accountOf(c).id, reference)
  return c.json({ data: merchants.map(toMerchantBody) })
}

async function withMerchant(
  c: SandboxContext,
  deps: SandboxDeps,
  answer: (merchant: MerchantSnapshot) => Response | Promise<Response>,
): Promise<Response> {
  const merchant = await findMerchant(deps, c.req.param('id') ?? '')
  return merchant?.account_id === accountOf(c).id
    ? answer(merchant)
    : refuse(c, 'merchant_not_found')
}

/** A link changes nothing that matters, so that it takes no key: each call makes another one. */
async function openOnboarding(c: SandboxContext, deps: SandboxDeps): Promise<Response> {
  const parsed = OnboardingLinkInput.safeParse(await c.req.json().catch(() => ({})))
  if (!parsed.success) return refuse(c, 'invalid_request', explainIssues(parsed.error))
  const { return_url: returnUrl, refresh_url: refreshUrl, locale } = parsed.data
  return answerEffect(c, deps, () =>
    withMerchant(c, deps, async ({ id }) => {
      const link = await createLink(deps, { merchant: id, returnUrl, refreshUrl, locale })
      const expiresAt = new Date(link.expiresAt).toISOString()
      return c.json(
        { url: `${deps.publicUrl}/onboarding/${link.token}`, expires_at: expiresAt },
        201,
      )
    }),
  )
}

async function answerTransfers(c: SandboxContext, deps: SandboxDeps): Promise<Response> {
  const key = c.req.query('key')
  if (!key) return refuse(c, 'invalid_request', 'key: is required')
  const transfers = await listTransfers(deps, accountOf(c).id, key)
  return c.json({ data: transfers.map(toTransferBody) })
}

/** What was answered under a key is final, a refusal as well: what was not moved is asked for under another one. */
async function transfer(
  c: SandboxContext,
  deps: SandboxDeps,
  { key, input }: { key: string; input: unknown },
  move: (operation: TransferOperation) => Promise<TransferOutcome>,
): Promise<Response> {
  const account = accountOf(c).id
  return answerEffect(c, deps, async () => {
    const operation = { account, key, hash: fingerprint([c.req.path, input]) }
    const outcome = (await refuseByChaos(deps, operation)) ?? (await move(operation))
    if (outcome.kind === 'key-reused') return refuse(c, 'idempotency_key_reused')
    if (outcome.kind === 'refused') return refuse(c, outcome.code)
    return c.json(toTransferBody(outcome.transfer), outcome.kind === 'done' ? 201 : 200)
  })
}
