import type * as contract from '../contract/back-office/apps.ts'
import type { Failure } from '../contract/failures.ts'
import type { OutputOf } from '../contract/operation.ts'
import type { Mode } from '../psp/psp.ts'
import type { Configuration } from '../psp/psp-kind.ts'
import { fail, ok, type Result } from '../result.ts'
import type { AppDeps } from '../tenants/app-deps.ts'
import { checkCredentials } from '../tenants/check-credentials.ts'
import { type ConfigureFailure, configureApp } from '../tenants/configure-app.ts'
import { type DisconnectFailure, disconnectApp } from '../tenants/disconnect-app.ts'

type Saved = OutputOf<typeof contract.saveAppConfiguration>
type Checked = OutputOf<typeof contract.checkAppCredentials>
type Disconnected = OutputOf<typeof contract.disconnectAppByHand>

type Given = { tenant: string; provider: string; configuration: Configuration }

type SaveFailure = Failure<'provider-unknown' | 'configuration-invalid' | 'configuration-changed'>

/** Connects a provider, or changes its configuration, unless somebody else has changed it since `version`. */
export async function saveAppConfiguration(
  deps: AppDeps,
  { tenant, provider, configuration, version }: Given & { version?: number | undefined },
): Promise<Result<Saved, SaveFailure>> {
  const given = { tenant, provider, given: configuration, version }
  const configured = await configureApp(deps, given)
  if (!configured.ok) return fail(toSaveFailure(configured.failure))
  const { connection, isProven } = configured.value
  return ok({
    provider,
    mode: connection.mode,
    status: connection.status,
    version: connection.current.version,
    isProven,
  })
}

/** For an operator it is the same whether somebody else was faster by a minute or by a moment. */
export function toSaveFailure(failure: ConfigureFailure): SaveFailure {
  if (failure.kind === 'configuration-invalid')
    return { kind: 'configuration-invalid', fields: failure.problems }
  if (failure.kind === 'provider-unknown') return { kind: 'provider-unknown' }
  return { kind: 'configuration-changed' }
}

/** Asks the provider what it says to these credentials. Nothing is kept. */
export async function checkAppCredentials(
  deps: Pick<AppDeps, 'db' | 'kinds' | 'sealer'>,
  { tenant, provider, configuration }: Given,
): Promise<Result<Checked, Failure<'provider-unknown' | 'configuration-invalid'>>> {
  const checked = await checkCredentials(deps, { tenant, provider, given: configuration })
  if (!checked.ok) {
    return checked.failure.kind === 'provider-unknown'
      ? fail({ kind: 'provider-unknown' })
      : fail({ kind: 'configuration-invalid', fields: checked.failure.problems })
  }
  const said = checked.value
  return ok({
    outcome: said.kind,
    account: said.kind === 'accepted' ? said.account : null,
    problems: said.kind === 'refused' ? [...said.problems] : [],
  })
}

type NamedFailure = Exclude<DisconnectFailure['kind'], 'connection-ambiguous'>

/** Takes no new payments through this connection, once its questions are answered. */
export async function disconnectAppByHand(
  deps: AppDeps,
  wanted: { tenant: string; provider: string; mode: Mode; confirmations: readonly boolean[] },
): Promise<Result<Disconnected, Failure<NamedFailure>>> {
  const disconnected = await disconnectApp(deps, wanted)
  if (disconnected.ok) {
    return ok({ provider: wanted.provider, mode: wanted.mode, status: 'DISCONNECTED' })
  }
  const { kind } = disconnected.failure
  if (kind === 'connection-ambiguous') {
    throw new Error(`Two connections are ${wanted.provider} in mode ${wanted.mode}.`)
  }
  return fail({ kind })
}
