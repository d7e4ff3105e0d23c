import { Hono } from 'hono'
import { z } from 'zod'
import { type Account, accountModes, toAccountBody } from '../accounts/account.ts'
import {
  changeWebhookUrl,
  createAccount,
  endOldSecretKey,
  endOldWebhookSecret,
  findAccount,
  listAccounts,
  rollSecretKey,
  rollWebhookSecret,
  type ShownSecrets,
} from '../accounts/account-store.ts'
import { refuse } from '../api/answers.ts'
import { explainIssues } from '../api/requests.ts'
import { guardPanel, panelLinks, panelUrl } from '../chaos/panel-access.ts'
import { answerPage } from '../pages/layout.ts'
import type { SandboxContext, SandboxDeps, SandboxEnv } from '../sandbox-deps.ts'
import { randomId } from '../secrets.ts'
import { type AccountForm, type DeveloperPage, developerPage } from './developer-page.ts'
import { type DeveloperDone, type DeveloperProblem, developerWordsFor } from './developer-words.ts'

const path = '/developers'
const nameMax = 100

const WebhookUrl = z
  .union([z.literal(''), z.url({ protocol: /^https?$/ }).max(2000)])
  .nullish()
  .transform((url) => url || null)
const UrlInput = z.object({ webhook_url: WebhookUrl })
const AccountInput = UrlInput.extend({
  name: z.string().trim().min(1).max(nameMax),
  mode: z.enum(accountModes).default('test'),
  marketplace: z.union([z.boolean(), z.literal('yes').transform(() => true)]).default(false),
  key: z
    .string()
    .min(1)
    .max(100)
    .nullish()
    .transform((key) => key ?? null),
})

/** Where developers make accounts and roll keys: as a page for people, and as JSON for tests. */
export function developerRoutes(deps: SandboxDeps): Hono<SandboxEnv> {
  const developers = new Hono<SandboxEnv>()
  developers.use(guardPanel(deps))
  developers.get('/', (c) => showAccounts(c, deps))
  developers.post('/accounts', (c) => openAccount(c, deps))
  developers.post('/accounts/:id/webhook-url', (c) => changeUrl(c, deps))
  developers.post('/accounts/:id/roll-key', (c) =>
    roll(c, deps, { make: rollSecretKey, refusal: 'old_key_valid' }),
  )
  developers.post('/accounts/:id/roll-webhook-secret', (c) =>
    roll(c, deps, { make: rollWebhookSecret, refusal: 'old_secret_valid' }),
  )
  developers.post('/accounts/:id/end-old-key', async (c) =>
    answerChange(c, await endOldSecretKey(deps, c.req.param('id')), 'ended'),
  )
  developers.post('/accounts/:id/end-old-webhook-secret', async (c) =>
    answerChange(c, await endOldWebhookSecret(deps, c.req.param('id')), 'ended'),
  )
  return developers
}

const wantsJson = (c: SandboxContext): boolean =>
  [c.req.header('accept'), c.req.header('content-type')].some((type) =>
    type?.includes('application/json'),
  )

const readBody = async (c: SandboxContext): Promise<unknown> =>
  c.req.header('content-type')?.includes('application/json')
    ? c.req.json().catch(() => null)
    : c.req.parseBody()

/** What people see of an account and programs are told; its secrets only where they were just made. */
const toDeveloperBody = (account: Account, secrets: ShownSecrets = {}) => ({
  ...toAccountBody(account),
  webhook_url: account.webhook_url,
  has_old_key: account.old_secret_key_end !== null,
  has_old_webhook_secret: account.has_old_webhook_secret,
  ...(secrets.secretKey ? { secret_key: secrets.secretKey } : {}),
  ...(secrets.webhookSecret ? { webhook_secret: secrets.webhookSecret } : {}),
})

async function showAccounts(c: SandboxContext, deps: SandboxDeps): Promise<Response> {
  if (!wantsJson(c)) return showPage(c, deps)
  const accounts = await listAccounts(deps)
  return c.json({ data: accounts.map((account) => toDeveloperBody(account)) })
}

const blank: AccountForm = { name: '', mode: 'test', isMarketplace: false, webhookUrl: '' }
const dones: readonly DeveloperDone[] = [
  'saved',
  'ended',
  'old_key_valid',
  'old_secret_valid',
  'account_exists',
  'gone',
  'invalid_url',
]

async function showPage(
  c: SandboxContext,
  deps: SandboxDeps,
  changes: Partial<Pick<DeveloperPage, 'shown' | 'form' | 'problem'>> = {},
): Promise<Response> {
  const page = developerPage({
    words: developerWordsFor(c.req.header('accept-language') ?? 'en'),
    accounts: await listAccounts(deps),
    links: panelLinks(c),
    actionOf: (below) => panelUrl(c, `${path}${below}`),
    formKey: randomId('form'),
    shown: null,
    done: dones.find((done) => done === c.req.query('done')) ?? null,
    form: blank,
    problem: null,
    ...changes,
  })
  return answerPage(c, page, changes.problem ? 422 : 200)
}

/** The secrets stand in the answer itself, since nobody could be sent on to them: they are kept nowhere. */
async function openAccount(c: SandboxContext, deps: SandboxDeps): Promise<Response> {
  const body = await readBody(c)
  const parsed = AccountInput.safeParse(body)
  if (!parsed.success) {
    if (wantsJson(c)) return refuse(c, 'invalid_request', explainIssues(parsed.error))
    return showPage(c, deps, { form: toForm(body), problem: problemOf(parsed.error) })
  }
  const { name, mode, marketplace, webhook_url: webhookUrl, key } = parsed.data
  const made = await createAccount(deps, {
    name,
    mode,
    isMarketplace: marketplace,
    webhookUrl,
    key,
  })
  if (!made) return answerRefusal(c, 'account_exists')
  const { account, shown: secrets } = made
  if (wantsJson(c)) return c.json(toDeveloperBody(account, secrets), 201)
  return showPage(c, deps, { shown: { account, secrets } })
}

const problemOf = (error: z.ZodError): DeveloperProblem =>
  error.issues.some((issue) => issue.path[0] === 'webhook_url') ? 'webhook_url' : 'name'

/** What was typed, to be typed on. */
function toForm(body: unknown): AccountForm {
  const typed = z.record(z.string(), z.unknown()).catch({}).parse(body)
  const text = (name: string): string => (typeof typed[name] === 'string' ? typed[name] : '')
  return {
    name: text('name'),
    mode: text('mode'),
    isMarketplace: typed.marketplace !== undefined,
    webhookUrl: text('webhook_url'),
  }
}

async function changeUrl(c: SandboxContext, deps: SandboxDeps): Promise<Response> {
  const parsed = UrlInput.safeParse(await readBody(c))
  if (!parsed.success) {
    if (wantsJson(c)) return refuse(c, 'invalid_request', explainIssues(parsed.error))
    return c.redirect(panelUrl(c, path, 'invalid_url'), 303)
  }
  const account = await changeWebhookUrl(deps, c.req.param('id') ?? '', parsed.data.webhook_url)
  return answerChange(c, account, 'saved')
}

type Rolling = {
  make: (
    deps: SandboxDeps,
    account: Account,
  ) => Promise<{ account: Account; shown: ShownSecrets } | null>
  refusal: 'old_key_valid' | 'old_secret_valid'
}

async function roll(
  c: SandboxContext,
  deps: SandboxDeps,
  { make, refusal }: Rolling,
): Promise<Response> {
  const before = await findAccount(deps, c.req.param('id') ?? '')
  if (!before) return answerChange(c, null, 'gone')
  const made = await make(deps, before)
  if (!made) return answerRefusal(c, refusal)
  const { account, shown: secrets } = made
  if (wantsJson(c)) return c.json(toDeveloperBody(account, secrets))
  return showPage(c, deps, { shown: { account, secrets } })
}

const answerRefusal = (
  c: SandboxContext,
  code: 'old_key_valid' | 'old_secret_valid' | 'account_exists',
): Response => (wantsJson(c) ? refuse(c, code) : c.redirect(panelUrl(c, path, code), 303))

function answerChange(c: SandboxContext, account: Account | null, done: DeveloperDone): Response {
  if (!wantsJson(c)) return c.redirect(panelUrl(c, path, account ? done : 'gone'), 303)
  return account ? c.json(toDeveloperBody(account)) : refuse(c, 'account_not_found')
}
