import type { saveMethodSettings as contract } from '../contract/back-office/payment-methods.ts'
import type { Failure } from '../contract/failures.ts'
import type { OutputOf } from '../contract/operation.ts'
import type { Mode } from '../psp/psp.ts'
import type { Configuration } from '../psp/psp-kind.ts'
import { fail, ok, type Result } from '../result.ts'
import type { AppDeps } from '../tenants/app-deps.ts'
import { configureApp } from '../tenants/configure-app.ts'
import { isActive } from '../tenants/connection.ts'
import { listConnections } from '../tenants/connection-store.ts'
import { toSaveFailure } from './change-apps.ts'
import { kindOf } from './list-apps.ts'

type Saved = OutputOf<typeof contract>
type SaveFailure = Failure<
  'provider-unknown' | 'app-not-connected' | 'configuration-invalid' | 'configuration-changed'
>

type Wanted = {
  tenant: string
  provider: string
  mode: Mode
  version: number
  methods: readonly Configuration[]
}

/**
 * Replaces the list of methods of a connection that takes payments. One that was given up is not connected again by this, and a
 * change that somebody else made since `version` is not overwritten.
 */
export async function saveMethodSettings(
  deps: AppDeps,
  { tenant, provider, mode, version, methods }: Wanted,
): Promise<Result<Saved, SaveFailure>> {
  const kind = kindOf(deps, provider)
  if (!kind) return fail({ kind: 'provider-unknown' })
  const connections = await listConnections(deps.db, tenant)
  const connection = connections.find((one) => one.provider === provider && one.mode === mode)
  if (!connection || !isActive(connection)) return fail({ kind: 'app-not-connected' })
  // Which connection is meant is told by the environment, where a provider's configuration has one.
  const environment = 'environment' in kind.schema.shape ? { environment: mode } : {}
  const given = { ...environment, methods }
  const configured = await configureApp(deps, { tenant, provider, given, version })
  if (!configured.ok) return fail(toSaveFailure(configured.failure))
  return ok({ provider, mode, version: configured.value.connection.current.version })
}
