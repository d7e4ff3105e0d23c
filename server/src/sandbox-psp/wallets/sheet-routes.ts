import { Hono } from 'hono'
import { z } from 'zod'
import { findAccountByPublishableKey } from '../accounts/account-store.ts'
import { refuse } from '../api/answers.ts'
import { readChaos } from '../chaos/chaos-store.ts'
import type { Charge, Wallet } from '../charges/charge.ts'
import { answerClient } from '../client-calls.ts'
import { wordsFor } from '../pages/language.ts'
import { answerPage } from '../pages/layout.ts'
import { statePage } from '../pages/state-page.ts'
import { isSameOrigin } from '../same-origin.ts'
import type { SandboxContext, SandboxDeps, SandboxEnv } from '../sandbox-deps.ts'
import { changeCustomer } from './approval-store.ts'
import { approveCharge, isApproved } from './approve-charge.ts'
import { addressKeys } from './saved-addresses.ts'
import { sheetPage } from './sheet-page.ts'
import { toWalletCustomer } from './wallet-customer.ts'

const Address = z.enum(addressKeys)
const StateInput = z.object({})
const ApproveInput = z.object({
  amount: z.int(),
  currency: z.string(),
  address: Address,
  funding: z.enum(['works', 'declined']),
})
const AddressInput = z.object({ address: Address })

/** The sheets of both wallets, and what they may do with the client secret of one charge. */
export function sheetRoutes(deps: SandboxDeps): Hono<SandboxEnv> {
  const sheet = new Hono<SandboxEnv>()
  sheet.get('/pebble', (c) => showSheet(c, deps, 'pebble'))
  sheet.get('/kite', (c) => showSheet(c, deps, 'kite'))

  // The merchant's page asks this one too: how it ended when the shopper closed the sheet by hand.
  sheet.use('/state', async (c, next) => {
    c.header('access-control-allow-origin', '*')
    c.header('access-control-allow-headers', 'content-type')
    return c.req.method === 'OPTIONS' ? c.body(null, 204) : next()
  })
  sheet.post('/state', (c) =>
    answerClient({ c, deps, flow: 'wallet', schema: StateInput }, async (charge) =>
      toSheetState(charge),
    ),
  )

  sheet.use('/approve', ownPagesOnly(deps))
  sheet.post('/approve', (c) =>
    answerClient({ c, deps, flow: 'wallet', schema: ApproveInput }, (charge, approval) =>
      approveCharge(deps, charge, approval),
    ),
  )
  sheet.use('/address', ownPagesOnly(deps))
  sheet.post('/address', (c) =>
    answerClient(
      { c, deps, flow: 'wallet', schema: AddressInput },
      async (charge, { address }) => ({
        is_changed:
          charge.wallet !== null &&
          (await changeCustomer(deps, charge.id, toWalletCustomer(charge.wallet, address))),
      }),
    ),
  )
  return sheet
}

/** Only the sheet itself approves: a merchant's page that knows the secret must not. */
const ownPagesOnly =
  (deps: SandboxDeps) =>
  async (c: SandboxContext, next: () => Promise<void>): Promise<Response | undefined> => {
    if (!isSameOrigin(c, deps.publicUrl)) return refuse(c, 'cross_site')
    await next()
    return undefined
  }

const toSheetState = (charge: Charge) => ({
  id: charge.id,
  wallet: charge.wallet,
  amount: charge.amount,
  currency: charge.currency,
  state: isApproved(charge) ? 'approved' : charge.status === 'open' ? 'open' : 'closed',
})

async function showSheet(c: SandboxContext, deps: SandboxDeps, wallet: Wallet): Promise<Response> {
  const locale = c.req.query('locale') ?? c.req.header('accept-language') ?? 'en'
  if ((await readChaos(deps)).offline)
    return answerPage(c, statePage('offline', wordsFor(locale), null), 503)
  const account = await findAccountByPublishableKey(deps, c.req.query('client-id') ?? '')
  return answerPage(c, sheetPage({ wallet, locale, merchantName: account?.name ?? '' }))
}
