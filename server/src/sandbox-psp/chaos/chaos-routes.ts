import { Hono } from 'hono'
import { refuse } from '../api/answers.ts'
import { explainIssues } from '../api/requests.ts'
import { answerPage } from '../pages/layout.ts'
import type { SandboxContext, SandboxDeps, SandboxEnv } from '../sandbox-deps.ts'
import { listDeliveries, sendAgain } from '../webhooks/delivery-store.ts'
import { ChaosChanges, ChaosSettings, calm, chaosSettingNames } from './chaos.ts'
import { chaosPage } from './chaos-page.ts'
import { changeChaos, readChaos } from './chaos-store.ts'
import { guardPanel, panelLinks, panelUrl } from './panel-access.ts'

const path = '/chaos'

const messages: Record<string, string> = {
  saved: 'Saved. It holds from the next call on.',
  calm: 'Everything is calm again.',
  sent: 'On its way once more.',
  invalid:
    'Not saved: every number must be a whole one within its limits. Only a difference may be below 0.',
}

/** The chaos panel, as a page for people and as JSON for tests. */
export function chaosRoutes(deps: SandboxDeps): Hono<SandboxEnv> {
  const panel = new Hono<SandboxEnv>()
  panel.use(guardPanel(deps))
  panel.get('/', (c) => showPanel(c, deps))
  panel.post('/', (c) => obey(c, deps))
  panel.get('/settings', async (c) => c.json(await readChaos(deps)))
  panel.put('/settings', (c) => change(c, deps))
  panel.delete('/settings', async (c) => c.json(await changeChaos(deps, calm)))
  return panel
}

async function showPanel(c: SandboxContext, deps: SandboxDeps): Promise<Response> {
  const [settings, deliveries] = await Promise.all([readChaos(deps), listDeliveries(deps)])
  const message = messages[c.req.query('done') ?? ''] ?? null
  return answerPage(c, chaosPage({ settings, deliveries, links: panelLinks(c), message }))
}

async function change(c: SandboxContext, deps: SandboxDeps): Promise<Response> {
  const parsed = ChaosChanges.safeParse(await c.req.json().catch(() => null))
  if (!parsed.success) return refuse(c, 'invalid_request', explainIssues(parsed.error))
  return c.json(await changeChaos(deps, parsed.data))
}

async function obey(c: SandboxContext, deps: SandboxDeps): Promise<Response> {
  const body = await c.req.parseBody()
  const done = await carryOut(deps, body)
  return c.redirect(panelUrl(c, path, done), 303)
}

async function carryOut(
  deps: SandboxDeps,
  body: Record<string, unknown>,
): Promise<keyof typeof messages> {
  if (body.intent === 'calm') {
    await changeChaos(deps, calm)
    return 'calm'
  }
  if (body.intent === 'send-again') {
    await sendAgain(deps, Number(body.delivery))
    deps.wake()
    return 'sent'
  }
  const parsed = ChaosSettings.safeParse(fromForm(body))
  if (!parsed.success) return 'invalid'
  await changeChaos(deps, parsed.data)
  return 'saved'
}

/** A form sends texts, and nothing at all for a box that is not ticked. */
const fromForm = (body: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(chaosSettingNames.map((name) => [name, fromField(body[name], calm[name])]))

function fromField(value: unknown, example: boolean | number | string): unknown {
  if (typeof example === 'boolean') return value !== undefined
  return typeof example === 'number' ? Number(value) : value
}
