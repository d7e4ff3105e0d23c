import type { explainMethods as contract } from '../contract/back-office/payment-methods.ts'
import type { NotOfferedReason } from '../contract/glue/payments.ts'
import type { OutputOf } from '../contract/operation.ts'
import type { Mode } from '../psp/psp.ts'
import type { AppDeps } from '../tenants/app-deps.ts'
import { type Connection, isActive, modeForShoppers } from '../tenants/connection.ts'
import { listConnections } from '../tenants/connection-store.ts'
import type { PaymentMethod } from '../tenants/payment-method.ts'
import { type Purchase, whyNotOffered } from '../tenants/tenant.ts'
import { reach } from './list-apps.ts'
import { type SetMethod, toSetMethods, toSettable } from './method-row.ts'

type Explained = OutputOf<typeof contract>['methods'][number]

type ExplainDeps = Pick<AppDeps, 'db' | 'kinds' | 'sealer'>

/** Of each method that any connection has, whether a shopper is offered it for this purchase, and every reason why not. */
export async function explainMethods(
  deps: ExplainDeps,
  tenant: string,
  purchase: Purchase,
): Promise<Explained[]> {
  const weighed = await weighMethods(deps, tenant, purchase)
  return weighed.map(({ method, reasons }) => ({
    provider: method.provider,
    mode: method.mode,
    method: method.method,
    isOffered: reasons.length === 0,
    reasons: [...reasons],
    ...toSettable(method),
  }))
}

export type WeighedMethod = { method: PaymentMethod; reasons: readonly NotOfferedReason[] }

/** Every method that any connection has, with every reason why it is not offered for this purchase. */
export async function weighMethods(
  deps: ExplainDeps,
  tenant: string,
  purchase: Purchase,
): Promise<WeighedMethod[]> {
  const connections = await listConnections(deps.db, tenant)
  const shown = modeForShoppers(connections)
  return connections.flatMap((connection) =>
    toSetMethods(connection, reach(deps, connection)?.methods ?? []).map((one) =>
      weigh(one, purchase, standingOf(connection, shown)),
    ),
  )
}

function standingOf(connection: Connection, shown: Mode): NotOfferedReason[] {
  if (!isActive(connection)) return ['disconnected']
  return connection.mode === shown ? [] : ['other-mode']
}

function weigh(
  { method, isEnabled }: SetMethod,
  purchase: Purchase,
  standing: readonly NotOfferedReason[],
): WeighedMethod {
  const switchedOff: NotOfferedReason[] = isEnabled ? [] : ['disabled']
  return { method, reasons: [...standing, ...switchedOff, ...whyNotOffered(method, purchase)] }
}
