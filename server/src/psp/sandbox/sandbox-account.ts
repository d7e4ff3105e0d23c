import { z } from 'zod'
import type { CredentialCheck } from '../psp-kind.ts'
import type { SandboxConfiguration } from './sandbox-configuration.ts'
import { callSandbox, errorCode, type SandboxConnection } from './sandbox-http.ts'

const SandboxAccount = z.object({
  id: z.string().min(1),
  name: z.string(),
  mode: z.enum(['test', 'live']),
  marketplace: z.boolean(),
  publishable_key: z.string(),
})
type SandboxAccount = z.infer<typeof SandboxAccount>

type Asked = Pick<SandboxConfiguration, 'environment' | 'businessModel' | 'publishableKey'>

/** Asks the sandbox whose key this is, and whether the rest of the configuration is of the same account. */
export async function checkSandboxAccount(
  connection: SandboxConnection,
  asked: Asked,
): Promise<CredentialCheck> {
  const answer = await callSandbox(connection, { method: 'GET', path: '/v1/account' })
  if (answer.kind !== 'answered') return { kind: 'unknown', because: answer.because }
  if (answer.status === 401) {
    const message = 'is not a key that the sandbox knows'
    return { kind: 'refused', problems: [{ field: 'secretKey', message }] }
  }
  const account = SandboxAccount.safeParse(answer.body)
  if (answer.status !== 200 || !account.success)
    return { kind: 'unknown', because: errorCode(answer.body) ?? `http_${answer.status}` }
  const problems = problemsOf(account.data, asked)
  const { id, name } = account.data
  return problems.length > 0
    ? { kind: 'refused', problems }
    : { kind: 'accepted', account: { id, name } }
}

function problemsOf(
  { mode, marketplace, publishable_key }: SandboxAccount,
  { environment, businessModel, publishableKey }: Asked,
): { field: string; message: string }[] {
  const isMarketplace = businessModel === 'marketplace'
  const kind = marketplace ? 'that of a marketplace' : 'not that of a marketplace'
  return [
    ...(mode === environment
      ? []
      : [{ field: 'environment', message: `does not fit: the key is of a ${mode} account` }]),
    ...(marketplace === isMarketplace
      ? []
      : [{ field: 'businessModel', message: `does not fit: the account is ${kind}` }]),
    ...(publishableKey === undefined || publishableKey === publishable_key
      ? []
      : [{ field: 'publishableKey', message: 'is of another account than the secret key' }]),
  ]
}
