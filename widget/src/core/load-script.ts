import type { PaymentMethodView } from './contract.ts'
import { developerError } from './developer-error.ts'
import { aFailure, type CheckoutFailure } from './failure.ts'

/** What the addresses of a method's scripts are completed with. */
export type ScriptContext = {
  currency?: string | undefined
  /** BCP 47. */
  locale?: string | undefined
  /** For pages whose content security policy names one; read from the page's own scripts otherwise. */
  nonce?: string | undefined
}

type Loading = Map<string, Promise<CheckoutFailure | null>>

/** One list for the page, also when two copies of the widget are on it. */
function loadingOfPage(): Loading {
  const name = Symbol.for('tillway.scripts')
  const known: Loading | undefined = Reflect.get(globalThis, name)
  if (known) return known
  const loading: Loading = new Map()
  Reflect.set(globalThis, name, loading)
  return loading
}

/**
 * Loads what a method needs, each script once per page however many ask. Answers why it could not,
 * or null; a script that failed is tried again when it is asked for again.
 */
export async function loadScripts(
  { checkoutConfiguration: { appPaymentMethodKey, scripts } }: PaymentMethodView,
  context: ScriptContext,
): Promise<CheckoutFailure | null> {
  const loading = loadingOfPage()
  const failures = await Promise.all(
    scripts.map((script) => {
      const url = addressOf(script, context)
      const known = loading.get(url) ?? load(url, appPaymentMethodKey, context.nonce)
      loading.set(url, known)
      return known
    }),
  )
  return failures.find((failure) => failure !== null) ?? null
}

type MethodScript = PaymentMethodView['checkoutConfiguration']['scripts'][number]

function addressOf(
  { url, queryParams }: MethodScript,
  { currency, locale }: ScriptContext,
): string {
  const own = { currency, locale: locale && underscored(locale) }
  const query = new URLSearchParams()
  for (const [name, given] of Object.entries(queryParams)) {
    const value = (name === 'currency' || name === 'locale' ? own[name] : null) ?? given
    if (value) query.set(name, value)
  }
  if (query.size === 0) return url
  const joint = !url.includes('?') ? '?' : /[?&]$/.test(url) ? '' : '&'
  return `${url}${joint}${query}`
}

/** `de-DE` as `de_DE`, which is how wallets write it. */
function underscored(locale: string): string {
  const [, language = locale, region] =
    /^([a-z]{2,3})(?:-[a-z]{4})?(?:-([a-z]{2}|\d{3}))?/i.exec(locale) ?? []
  return region ? `${language.toLowerCase()}_${region.toUpperCase()}` : language.toLowerCase()
}

async function load(
  url: string,
  method: string,
  nonce = nonceOfPage(),
): Promise<CheckoutFailure | null> {
  const script = document.createElement('script')
  if (nonce) script.nonce = nonce
  script.src = url
  script.async = true
  const policy = watchPolicy(script.src)
  const isLoaded = await new Promise<boolean>((resolve) => {
    script.onload = () => resolve(true)
    script.onerror = () => resolve(false)
    document.head.append(script)
  })
  // The report of a violation may come in a later task than the error of the script.
  if (!isLoaded) await new Promise((resolve) => setTimeout(resolve))
  policy.stop()
  if (isLoaded) return null
  script.remove()
  loadingOfPage().delete(url)
  const detail = warn(url, method, policy.isViolated())
  return aFailure('script-not-loaded', { detail })
}

/** Browsers hide the attribute and keep the property. */
const nonceOfPage = (): string | undefined =>
  [...document.querySelectorAll('script')].find(({ nonce }) => nonce)?.nonce

function watchPolicy(url: string) {
  const seen = { isViolated: false }
  const listener = ({ blockedURI }: SecurityPolicyViolationEvent) => {
    // Of another origin a browser may tell the origin alone.
    if (blockedURI && url.startsWith(blockedURI)) seen.isViolated = true
  }
  document.addEventListener('securitypolicyviolation', listener)
  return {
    isViolated: () => seen.isViolated,
    stop: () => document.removeEventListener('securitypolicyviolation', listener),
  }
}

const warned = new Set<string>()

function warn(url: string, method: string, isPolicy: boolean): string {
  const { origin } = new URL(url, document.baseURI)
  const mistake = isPolicy
    ? `The script ${url} of ${method} was blocked by your page's Content-Security-Policy.`
    : `The script ${url} of ${method} could not be loaded.`
  const condition = isPolicy ? 'Allow' : 'If your page has a Content-Security-Policy, allow'
  const fix = `${condition} ${origin} in script-src.`
  const { message } = developerError(mistake, fix, 'content-security-policy')
  if (!warned.has(url)) {
    warned.add(url)
    // biome-ignore lint/suspicious/noConsole: an error that is thrown would break the shop's page.
    console.error(message)
  }
  return message
}
