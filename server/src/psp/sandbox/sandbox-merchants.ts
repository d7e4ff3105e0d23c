import { z } from 'zod'
import type { MerchantLookUp, MerchantOutcome, PspMerchants } from '../marketplace.ts'
import { type SandboxSettings, toConnection } from './sandbox-connection.ts'
import { callSandbox, type SandboxConnection } from './sandbox-http.ts'
import { SandboxMerchant, toPspMerchant } from './sandbox-merchant.ts'
import { toNotDone, toUnknown } from './sandbox-not-done.ts'

const OnboardingLink = z.object({ url: z.url() })
const List = z.object({ data: z.array(SandboxMerchant) })

/** Keeps accounts for merchants in a marketplace's account of the sandbox. Throws when a credential is empty. */
export function createSandboxMerchants(
  credentials: { baseUrl: string; secretKey: string },
  settings: SandboxSettings,
): PspMerchants {
  const connection = toConnection(credentials, settings)
  return {
    create: (merchant, operationId) => create(connection, merchant, operationId),
    openOnboarding: (request) => openOnboarding(connection, request),
    find: (merchantReference) => find(connection, merchantReference),
  }
}

async function create(
  connection: SandboxConnection,
  { merchantReference, name }: Parameters<PspMerchants['create']>[0],
  key: string,
): Promise<MerchantOutcome> {
  const body = { reference: merchantReference, name }
  const answer = await callSandbox(connection, { method: 'POST', path: '/v1/merchants', key, body })
  const merchant = answer.kind === 'answered' ? SandboxMerchant.safeParse(answer.body) : null
  return merchant?.success
    ? { kind: 'succeeded', merchant: toPspMerchant(merchant.data) }
    : toNotDone(answer)
}

async function openOnboarding(
  connection: SandboxConnection,
  request: Parameters<PspMerchants['openOnboarding']>[0],
): ReturnType<PspMerchants['openOnboarding']> {
  const answer = await callSandbox(connection, {
    method: 'POST',
    path: `/v1/merchants/${encodeURIComponent(request.pspReference)}/onboarding-links`,
    body: {
      return_url: request.returnUrl,
      refresh_url: request.refreshUrl,
      locale: request.locale,
    },
  })
  const link = answer.kind === 'answered' ? OnboardingLink.safeParse(answer.body) : null
  return link?.success ? { kind: 'succeeded', url: link.data.url } : toNotDone(answer)
}

async function find(connection: SandboxConnection, reference: string): Promise<MerchantLookUp> {
  const path = `/v1/merchants?reference=${encodeURIComponent(reference)}`
  const answer = await callSandbox(connection, { method: 'GET', path })
  const list = answer.kind === 'answered' ? List.safeParse(answer.body) : null
  if (!list?.success) return toUnknown(answer)
  const ours = list.data.data.find((merchant) => merchant.reference === reference)
  return ours ? { kind: 'found', merchant: toPspMerchant(ours) } : { kind: 'not-found' }
}
