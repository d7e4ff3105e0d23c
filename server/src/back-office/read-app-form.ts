import { z } from 'zod'
import type { readAppForm as contract } from '../contract/back-office/apps.ts'
import type { Failure } from '../contract/failures.ts'
import type { OutputOf } from '../contract/operation.ts'
import type { PspKind } from '../psp/psp-kind.ts'
import { fail, ok, type Result } from '../result.ts'
import type { AppDeps } from '../tenants/app-deps.ts'
import type { Connection } from '../tenants/connection.ts'
import { listConnections } from '../tenants/connection-store.ts'
import { isSecret } from '../tenants/read-configuration.ts'
import { openConfiguration } from '../tenants/registry.ts'
import { kindOf, webhookUrlsOf } from './list-apps.ts'

type AppForm = OutputOf<typeof contract>
type FormDeps = Pick<AppDeps, 'db' | 'kinds' | 'sealer' | 'publicUrl'>

/** What the form of a provider is made from. Of a secret it is told that it is stored, and never what it is. */
export async function readAppForm(
  deps: FormDeps,
  { tenant, provider }: { tenant: string; provider: string },
): Promise<Result<AppForm, Failure<'resource-not-found'>>> {
  const kind = kindOf(deps, provider)
  if (!kind) return fail({ kind: 'resource-not-found' })
  const connections = await listConnections(deps.db, tenant)
  return ok({
    provider,
    title: kind.title,
    schema: toJsonSchema(kind),
    connections: connections
      .filter((connection) => connection.provider === provider)
      .map((connection) => ({
        mode: connection.mode,
        status: connection.status,
        version: connection.current.version,
        configuration: connection.current.visible,
        secrets: storedSecrets(deps, kind, connection),
      })),
    webhookUrls: webhookUrlsOf(deps, tenant, provider),
  })
}

const toJsonSchema = ({ schema }: PspKind): AppForm['schema'] =>
  // A configuration is an object, and so its JSON Schema has properties.
  z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as AppForm['schema']

function storedSecrets(
  deps: FormDeps,
  { schema }: PspKind,
  connection: Connection,
): Record<string, boolean> {
  const stored = openConfiguration(deps, connection, connection.current)
  const secrets = Object.entries(schema.shape).filter(([, field]) => isSecret(field as z.ZodType))
  return Object.fromEntries(secrets.map(([name]) => [name, isSet(stored[name])]))
}

const isSet = (value: unknown): boolean => value !== undefined && value !== null && value !== ''
