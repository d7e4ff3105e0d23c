import type { RunningApp } from './start-app.ts'

export type SandboxSecrets = { secretKey: string; webhookSecret: string }

type Told = { id: string; secret_key: string; webhook_secret: string }

async function askDevelopers(app: RunningApp, path: string, body: object): Promise<Told> {
  const response = await fetch(`${app.sandboxUrl}/developers/accounts${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify(body),
  })
  if (!response.ok) throw new Error(`The sandbox refused: ${await response.text()}`)
  return (await response.json()) as Told
}

/** Another account at the sandbox, whose webhooks go to this tenant's address for its mode. */
export async function openAccount(
  app: RunningApp,
  {
    mode = 'test',
    tenant = 'demo',
    marketplace = false,
  }: {
    mode?: 'test' | 'live'
    tenant?: string
    marketplace?: boolean
  } = {},
): Promise<SandboxSecrets & { id: string }> {
  const path = mode === 'live' ? '/webhooks' : '/webhooks/test'
  const webhook_url = `${app.url}${path}/sandbox/${tenant}`
  const told = await askDevelopers(app, '', { name: 'Acme', mode, marketplace, webhook_url })
  return { id: told.id, secretKey: told.secret_key, webhookSecret: told.webhook_secret }
}

/** A new secret key beside the one before, which stays good until it is ended. */
export const rollKey = async (app: RunningApp, id: string): Promise<string> =>
  (await askDevelopers(app, `/${id}/roll-key`, {})).secret_key

export const endOldKey = (app: RunningApp, id: string): Promise<Told> =>
  askDevelopers(app, `/${id}/end-old-key`, {})
