import { Hono } from 'hono'
import { findAccount } from '../accounts/account-store.ts'
import { readChaos } from '../chaos/chaos-store.ts'
import { answerPage } from '../pages/layout.ts'
import { isSameOrigin } from '../same-origin.ts'
import type { SandboxContext, SandboxDeps, SandboxEnv } from '../sandbox-deps.ts'
import type { Merchant } from './merchant.ts'
import { decideOn, findMerchant, keepDetails } from './merchant-store.ts'
import {
  filledForm,
  findProblems,
  type OnboardingForm,
  type OnboardingProblems,
  readForm,
  toDetails,
} from './onboarding-form.ts'
import { onboardingPage, onboardingStatePage } from './onboarding-page.ts'
import { endSession, findLink, findSession, type Link, openLink } from './onboarding-store.ts'
import { type OnboardingState, onboardingWordsFor } from './onboarding-words.ts'

/** The page that a link opens once. Whoever comes too late is sent to where the marketplace makes another link. */
export function onboardingRoutes(deps: SandboxDeps): Hono<SandboxEnv> {
  const pages = new Hono<SandboxEnv>()
  pages.use(async (c, next) => {
    if ((await readChaos(deps)).offline) return answerState(c, 'offline', 503)
    if (c.req.method !== 'GET' && !isSameOrigin(c, deps.publicUrl))
      return answerState(c, 'stranger', 403)
    return next()
  })
  pages.get('/:token', (c) => open(c, deps))
  pages.post('/:token', (c) => send(c, deps))
  return pages
}

const answerState = (c: SandboxContext, kind: OnboardingState, status: 403 | 404 | 503) =>
  answerPage(
    c,
    onboardingStatePage(kind, onboardingWordsFor(c.req.header('accept-language') ?? 'en')),
    status,
  )

async function open(c: SandboxContext, deps: SandboxDeps): Promise<Response> {
  const link = await openLink(deps, c.req.param('token') ?? '')
  if (!link) return sendBack(c, deps)
  const merchant = await merchantOf(deps, link)
  return show(c, deps, { link, merchant, form: filledForm(merchant.name, merchant.details) })
}

/** To where the marketplace makes another link. */
async function sendBack(c: SandboxContext, deps: SandboxDeps): Promise<Response> {
  const known = await findLink(deps, c.req.param('token') ?? '')
  return known ? c.redirect(known.refresh_url, 303) : answerState(c, 'unknown', 404)
}

async function merchantOf(deps: SandboxDeps, link: Link): Promise<Merchant> {
  const merchant = await findMerchant(deps, link.merchant_id)
  if (!merchant) throw new Error('A link must lead to a merchant.')
  return merchant
}

type Shown = { link: Link; merchant: Merchant; form: OnboardingForm; problems?: OnboardingProblems }

async function show(
  c: SandboxContext,
  deps: SandboxDeps,
  { link, merchant, form, problems = {} }: Shown,
): Promise<Response> {
  const account = await findAccount(deps, merchant.account_id)
  const page = onboardingPage({
    words: onboardingWordsFor(link.locale),
    marketplace: account?.name ?? '',
    merchant: merchant.name,
    action: `/onboarding/${encodeURIComponent(c.req.param('token') ?? '')}`,
    session: link.session ?? '',
    form,
    problems,
  })
  return answerPage(c, page, Object.keys(problems).length > 0 ? 422 : 200)
}

async function send(c: SandboxContext, deps: SandboxDeps): Promise<Response> {
  const body = await c.req.parseBody()
  const token = c.req.param('token') ?? ''
  const session = typeof body.session === 'string' ? body.session : ''
  const link = await findSession(deps, { token, session })
  if (!link) return sendBack(c, deps)
  // The second of two clicks finds that the first one has done it.
  if (link.is_ended) return c.redirect(link.return_url, 303)
  const form = readForm(body)
  const problems = body.intent === 'save' ? {} : findProblems(form)
  if (Object.keys(problems).length > 0)
    return show(c, deps, { link, merchant: await merchantOf(deps, link), form, problems })
  if (await endSession(deps, token))
    await keep(deps, link, { form, isDone: body.intent !== 'save' })
  return c.redirect(link.return_url, 303)
}

async function keep(
  deps: SandboxDeps,
  { merchant_id }: Link,
  { form, isDone }: { form: OnboardingForm; isDone: boolean },
): Promise<void> {
  const details = toDetails(form)
  if (isDone) await decideOn(deps, merchant_id, { decision: form.decision, details })
  else await keepDetails(deps, merchant_id, details)
  deps.wake()
}
