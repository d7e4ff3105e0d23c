import { expect, test } from 'vitest'
import { createSandboxAdapter, type SandboxCredentials } from './sandbox-psp.ts'

const credentials: SandboxCredentials = {
  baseUrl: 'http://psp.test',
  mode: 'test',
  secretKey: 'sk',
  webhookSecrets: [`whsec_${Buffer.from('a-secret-of-this-suite').toString('base64')}`],
}

/** An adapter whose PSP, or something in front of it, answers with this status and says nothing of the charge. */
const answering = (status: number) =>
  createSandboxAdapter(credentials, {
    fetch: async () => new Response('{}', { status }) as never,
  })

test.each([401, 403, 408, 409, 425, 429])(
  'an answer %i says nothing about a capture: it is not a refusal by the bank',
  async (status) => {
    const charge = { reference: 'tx_1', pspReference: 'ch_1', amountMinor: 100 }
    const outcome = await answering(status).capture(charge, 'op_1')
    expect(outcome.kind).not.toBe('failed')
  },
)
