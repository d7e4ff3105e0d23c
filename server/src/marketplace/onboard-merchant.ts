import type { OnboardingStatus } from '../contract/app/onboarding.ts'
import type { Failure } from '../contract/failures.ts'
import { newOperationId } from '../payments/new-id.ts'
import type { NotDone, PspMerchants } from '../psp/marketplace.ts'
import { fail, ok, type Result } from '../result.ts'
import { type Connection, isActive, modeForShoppers } from '../tenants/connection.ts'
import type { MarketplaceDeps } from './marketplace-deps.ts'
import type { Merchant, MerchantKey } from './merchant.ts'
import {
  expectNews,
  findMerchant,
  forgetAccount,
  insertMerchant,
  keepRefusal,
} from './merchant-store.ts'
import { recordMerchant } from './record-merchant.ts'

type OnboardDeps = Pick<
  MarketplaceDeps,
  'db' | 'listConnections' | 'findMerchants' | 'isAllowedUrl' | 'onNews'
>

/** A merchant who is sent to the PSP. `urls` by the names of the request. */
export type Onboarding = {
  tenant: string
  merchantReference: string
  /** The merchant whom the caller names beside the body. */
  named: string | null
  name: string | null
  urls: { successUrl: string; refreshUrl: string } & Readonly<Record<string, string>>
  locale: string
}

export type Onboarded = {
  isNew: boolean
  merchantReference: string
  name: string
  status: OnboardingStatus
  url: string
}

type OnboardFailure = Failure<
  | 'merchant-mismatch'
  | 'marketplace-not-supported'
  | 'tenant-disconnected'
  | 'tenant-not-configured'
  | 'connection-ambiguous'
  | 'return-url-not-allowed'
  | 'merchant-refused'
  | 'psp-unavailable'
>

/**
 * Opens an account for a merchant, once however often it is asked, and a page on which the merchant tells the PSP about itself,
 * a new one each time. Whom the PSP refuses stays known here, and whom it does not know any more begins anew.
 */
export async function onboardMerchant(
  deps: OnboardDeps,
  onboarding: Onboarding,
): Promise<Result<Onboarded, OnboardFailure>> {
  const { tenant, merchantReference, urls, locale } = onboarding
  const name = onboarding.name || null
  if (onboarding.named !== merchantReference) return fail({ kind: 'merchant-mismatch' })
  const forbidden = Object.entries(urls).find(([, url]) => !deps.isAllowedUrl(url))
  if (forbidden) return fail(notAllowed(forbidden[0]))
  const chosen = await chooseMarketplace(deps, tenant)
  if (!chosen.ok) return chosen
  const { connection, port } = chosen.value
  const { provider, mode } = connection
  const key: MerchantKey = { tenant, provider, mode, merchantReference }
  const isNew = await insertMerchant(deps.db, key, { name, operationId: newOperationId() })
  const open = (hasAsked: boolean) => openPage(deps, port, { key, hasAsked, urls, locale })
  const first = await open(!isNew)
  const isStranger = !first.ok && first.failure.kind === 'merchant-refused'
  const opened = isStranger && (await forgetStranger(deps, port, key)) ? await open(true) : first
  if (!opened.ok) return opened
  await expectNews(deps.db, key)
  const { merchant, url } = opened.value
  return ok({ isNew, merchantReference, name: merchant.name, status: merchant.status, url })
}

const notAllowed = (field: string): OnboardFailure => ({
  kind: 'return-url-not-allowed',
  source: { pointer: `/${field}` },
})

type Marketplace = { connection: Connection; port: PspMerchants }

/** The live connection as soon as there is one, else the one for tests. */
async function chooseMarketplace(
  deps: OnboardDeps,
  tenant: string,
): Promise<Result<Marketplace, OnboardFailure>> {
  const connections = await deps.listConnections(tenant)
  if (connections.length === 0) return fail({ kind: 'tenant-not-configured' })
  const mode = modeForShoppers(connections)
  const active = connections.filter((one) => isActive(one) && one.mode === mode)
  if (active.length === 0) return fail({ kind: 'tenant-disconnected' })
  const able: Marketplace[] = []
  for (const connection of active) {
    const port = await deps.findMerchants(connection)
    if (port) able.push({ connection, port })
  }
  const [first, ...others] = able
  if (!first) return fail({ kind: 'marketplace-not-supported' })
  return others.length > 0 ? fail({ kind: 'connection-ambiguous' }) : ok(first)
}

type Opening = Pick<Onboarding, 'urls' | 'locale'> & { key: MerchantKey; hasAsked: boolean }

async function openPage(
  deps: OnboardDeps,
  port: PspMerchants,
  { urls: { successUrl: returnUrl, refreshUrl }, locale, ...account }: Opening,
): Promise<Result<{ merchant: Merchant; url: string }, OnboardFailure>> {
  const opened = await openAccount(deps, port, account)
  if (!opened.ok) return opened
  const merchant = opened.value
  const { pspReference } = merchant
  const page = await port.openOnboarding({ pspReference, returnUrl, refreshUrl, locale })
  return page.kind === 'succeeded' ? ok({ merchant, url: page.url }) : fail(toFailure(page))
}

/**
 * Forgets an account that the provider does not know: it belongs to what the tenant had connected before. False when it is
 * known there, or nobody can say.
 */
async function forgetStranger(
  deps: OnboardDeps,
  port: PspMerchants,
  key: MerchantKey,
): Promise<boolean> {
  const merchant = await readMerchant(deps, key)
  if (!hasAccount(merchant)) return false
  const found = await port.find(key.merchantReference)
  const isKnown = found.kind === 'found' && found.merchant.pspReference === merchant.pspReference
  if (found.kind === 'unknown' || isKnown) return false
  await forgetAccount(deps.db, merchant, newOperationId())
  return true
}

type WithAccount = Merchant & { pspReference: string }

/**
 * The account, asked for under an id that was stored before. Where somebody may have asked already, the PSP is looked up
 * first: a lost answer never leads to a second account.
 */
async function openAccount(
  deps: OnboardDeps,
  port: PspMerchants,
  { key, hasAsked }: Pick<Opening, 'key' | 'hasAsked'>,
): Promise<Result<WithAccount, OnboardFailure>> {
  const merchant = await readMerchant(deps, key)
  if (hasAccount(merchant)) return ok(merchant)
  if (hasAsked) {
    const found = await port.find(merchant.merchantReference)
    if (found.kind === 'unknown') return fail({ kind: 'psp-unavailable' })
    if (found.kind === 'found') {
      await recordMerchant(deps, key, { picture: found.merchant })
      return withAccount(await readMerchant(deps, key))
    }
  }
  const { merchantReference, name, operationId } = merchant
  const created = await port.create({ merchantReference, name }, operationId)
  if (created.kind === 'failed') {
    const { pspStatus } = created
    await keepRefusal(deps.db, merchant, { pspStatus, nextOperationId: newOperationId() })
  }
  if (created.kind !== 'succeeded') return fail(toFailure(created))
  await recordMerchant(deps, key, { picture: created.merchant })
  return withAccount(await readMerchant(deps, key))
}

async function readMerchant({ db }: OnboardDeps, key: MerchantKey): Promise<Merchant> {
  const merchant = await findMerchant(db, key)
  if (!merchant) throw new Error(`Merchant ${key.merchantReference} vanished.`)
  return merchant
}

const hasAccount = (merchant: Merchant): merchant is WithAccount => merchant.pspReference !== null

function withAccount(merchant: Merchant): Result<WithAccount, never> {
  if (!hasAccount(merchant)) throw new Error('The account was recorded a line above.')
  return ok(merchant)
}

const toFailure = (outcome: NotDone): OnboardFailure =>
  outcome.kind === 'failed' ? { kind: 'merchant-refused' } : { kind: 'psp-unavailable' }
