import { expect } from 'vitest'
import {
  clearSandbox,
  payByCard,
  type RunningSandbox,
  secretKey,
  sendForm,
  setChaos,
  startSandbox,
  strangeAccount,
  webhookSecret,
} from '../../sandbox-psp/testing/start-sandbox.ts'
import { eventually } from '../../testing/eventually.ts'
import { createKeepAliveFetch } from '../keep-alive-fetch.ts'
import type { PspMerchant } from '../marketplace.ts'
import { describePspMerchants } from '../merchants.conformance.ts'
import type { WebhookRequest } from '../psp.ts'
import { describePspTransfers } from '../transfers.conformance.ts'
import { createSandboxMerchants } from './sandbox-merchants.ts'
import { createSandboxAdapter } from './sandbox-psp.ts'
import { createSandboxTransfers } from './sandbox-transfers.ts'
import { closedAddress } from './testing/closed-address.ts'

const settings = { fetch: createKeepAliveFetch() }
const intents = { enabled: 'approve', restricted: 'document', rejected: 'reject' } as const

const adapterOf = ({ url }: RunningSandbox) =>
  createSandboxAdapter(
    { baseUrl: url, mode: 'test', secretKey, webhookSecrets: [webhookSecret] },
    settings,
  )

const leversOf = (sandbox: RunningSandbox) => ({
  loseNextAnswer: () => setChaos(sandbox, { lose_answer_next: 1 }),
  failNextCall: () => setChaos(sandbox, { fail_before_next: 1 }),
  goOffline: () => setChaos(sandbox, { offline: true }),
  decide: async ({ pspReference: merchant }: PspMerchant, status: keyof typeof intents) => {
    const form = { merchant, intent: intents[status] }
    const answer = await sendForm(`${sandbox.url}/dashboard`, form)
    expect(answer.headers.get('location')).toBe('/dashboard?done=done')
  },
  reset: () => clearSandbox(sandbox),
  close: sandbox.close,
})

const countOf = async (sandbox: RunningSandbox, table: string, column: string, value: string) => {
  const sql = `select id from sandbox_psp.${table} where ${column} = $1`
  return (await sandbox.query(sql, [value])).length
}

const webhookOf = (
  { received }: RunningSandbox,
  { pspReference, sequence }: PspMerchant,
): Promise<WebhookRequest> =>
  eventually(() => {
    const webhook = received.find(
      ({ rawBody }) => rawBody.includes(pspReference) && rawBody.includes(`"version":${sequence}`),
    )
    if (!webhook) throw new Error('No webhook of this merchant came.')
    return webhook
  })

describePspMerchants('the sandbox adapter', async () => {
  const sandbox = await startSandbox()
  const ours = { baseUrl: sandbox.url, secretKey }
  const nowhere = { baseUrl: await closedAddress(), secretKey }
  return {
    psp: adapterOf(sandbox),
    merchants: createSandboxMerchants(ours, settings),
    stranger: createSandboxMerchants({ ...ours, secretKey: strangeAccount.secretKey }, settings),
    unreachable: createSandboxMerchants(nowhere, settings),
    ...leversOf(sandbox),
    openPage: async (url) => (await fetch(url, { redirect: 'manual' })).headers.get('location'),
    countMerchants: (reference) => countOf(sandbox, 'merchants', 'reference', reference),
    webhookOf: (merchant) => webhookOf(sandbox, merchant),
  }
})

describePspTransfers('the sandbox adapter', async () => {
  const sandbox = await startSandbox()
  const ours = { baseUrl: sandbox.url, secretKey }
  const nowhere = { baseUrl: await closedAddress(), secretKey }
  return {
    psp: adapterOf(sandbox),
    merchants: createSandboxMerchants(ours, settings),
    transfers: createSandboxTransfers(ours, settings),
    stranger: createSandboxTransfers({ ...ours, secretKey: strangeAccount.secretKey }, settings),
    unreachable: createSandboxTransfers(nowhere, settings),
    ...leversOf(sandbox),
    pay: async ({ pspReference: id }) => {
      await payByCard(sandbox, { id }, '4242424242424242')
    },
    refuseNextTransfer: () => setChaos(sandbox, { transfer_refuse_next: 1 }),
    countTransfers: (operationId) => countOf(sandbox, 'transfers', 'key', operationId),
  }
})
