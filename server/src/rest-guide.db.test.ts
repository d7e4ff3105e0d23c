import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Answer, call } from './testing/call.ts'
import { aGuest, approveInWallet, payOnPage } from './testing/shoppers.ts'
import { type RunningApp, startApp } from './testing/start-app.ts'

const guide = await readFile(new URL('../../docs/rest.md', import.meta.url), 'utf8')

/** What the guide says, in its order: a request, the answer to it, or what a shopper does. */
type Step =
  | { kind: 'request'; text: string }
  | { kind: 'answer'; text: string }
  | { kind: 'action'; text: string }

const steps: Step[] = [...guide.matchAll(/```(http|json)\n([\s\S]*?)```|^> (.+)$/gm)].map(
  ([, language, block = '', action]) => {
    if (action) return { kind: 'action', text: action }
    return { kind: language === 'http' ? 'request' : 'answer', text: block }
  },
)

let app: RunningApp
beforeAll(async () => {
  app = await startApp({ ALLOWED_ORIGINS: 'https://shop.example,myshop://' })
})
afterAll(() => app.stop())

const known = new Map<string, string>()

const fill = (text: string): string =>
  text.replaceAll(/\{(\w+)\}/g, (_all, name: string) => {
    if (name === 'uuid') return randomUUID()
    const value = known.get(name)
    if (value === undefined) throw new Error(`The guide uses {${name}} before it is known.`)
    return value
  })

const becomeGuest = () => {
  known.clear()
  known.set('guestId', aGuest()['x-anonymous-customer-unique-id'] ?? '')
}

function send(text: string): Promise<Answer> {
  const [head = '', body] = fill(text).split('\n\n')
  const [first = '', ...lines] = head.trim().split('\n')
  const [method = '', path = ''] = first.split(' ')
  const headers = Object.fromEntries(lines.map((line) => line.split(': ')))
  return call(app, method, path, { headers, ...(body && { body: body.trim() }) })
}

/** Compares what the guide shows with what was answered; what the guide leaves out may be anything. */
function compare(shown: unknown, answered: unknown, path: string): void {
  if (typeof shown === 'string' && /^\{\w+\}$/.test(shown)) learn(shown.slice(1, -1), answered)
  else if (Array.isArray(shown)) compareLists(shown, answered, path)
  else if (typeof shown === 'object' && shown !== null) {
    for (const [key, value] of Object.entries(shown))
      compare(value, (answered as Record<string, unknown>)[key], `${path}.${key}`)
  } else expect(answered, path).toEqual(shown)
}

function compareLists(shown: unknown[], answered: unknown, path: string): void {
  expect(answered, path).toHaveLength(shown.length)
  for (const [index, each] of shown.entries())
    compare(each, (answered as unknown[])[index], `${path}[${index}]`)
}

/** A value that the guide names is what it was when it was named first, until another guest begins. */
function learn(name: string, answered: unknown): void {
  expect(answered, name).toEqual(known.get(name) ?? expect.stringMatching(/./))
  known.set(name, String(answered))
}

const actions: [RegExp, () => Promise<void>][] = [
  [
    /^The shopper pays on \{redirectUrl\}/,
    async () => {
      const payment = { transactionId: '', redirectUrl: known.get('redirectUrl') ?? '' }
      const returned = await fetch(await payOnPage(payment), { redirect: 'manual' })
      known.set('returned', returned.headers.get('location') ?? '')
    },
  ],
  [
    /^A new guest has a cart\.$/,
    async () => {
      becomeGuest()
      const first = steps.find(({ kind }) => kind === 'request')
      const answer = await send(first?.text ?? '')
      known.set('idCart', (answer.json as { data: { id: string } }).data.id)
    },
  ],
  [
    /^The shopper approves 15890 in the wallet, with the address in Dublin\.$/,
    async () => {
      const transactionId = known.get('transactionId') ?? ''
      const clientSecret = known.get('clientSecret') ?? ''
      const sheet = { transactionId, idShipmentMethod: null, shippingOptions: [] }
      const preOrderPaymentData = { transactionId, clientSecret }
      await approveInWallet(app, { ...sheet, amount: 15890, preOrderPaymentData }, 'dublin')
    },
  ],
]

async function act(text: string): Promise<void> {
  const action = actions.find(([pattern]) => pattern.test(text))
  if (!action) throw new Error(`Nobody knows how to do this: ${text}`)
  await action[1]()
  const address = /comes back to (\S+)\.$/.exec(text)?.[1]
  if (address) expect(known.get('returned')).toContain(address)
}

test('every request of the guide is answered as the guide says', async () => {
  expect(steps.filter(({ kind }) => kind === 'request').length).toBeGreaterThan(12)
  becomeGuest()
  let answer: Answer | null = null
  for (const step of steps) {
    if (step.kind === 'action') await act(step.text)
    if (step.kind === 'request') answer = await send(step.text)
    if (step.kind === 'answer') compare(JSON.parse(step.text), answer?.json, step.text.slice(0, 60))
  }
})
