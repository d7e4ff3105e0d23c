import { z } from 'zod'
import type { onboardMerchant } from '../../contract/app/onboarding.ts'
import { failures } from '../../contract/failures.ts'
import type { WireInputOf } from '../../contract/operation.ts'
import type { MessageCommand, TransferCommand } from './command-store.ts'
import type { ConfirmInput, InitializeInput } from './order-data.ts'
import { type TransferAnswer, toTransferAnswer } from './transfer-answer.ts'

/**
 * What became of a request to start a payment. `unavailable`: surely nothing happened; `unknown`: it may have; `in-flight`:
 * the same request is still running.
 */
export type StartAnswer =
  | { kind: 'started'; transactionId: string; redirectUrl: string | null }
  | { kind: 'refused' }
  | { kind: 'too-many-attempts'; retryAfterSeconds: number }
  | { kind: 'in-flight' | 'unavailable' | 'unknown' }

/** Why the app does not link an order to its payment: the shopper must be asked, or asked to pay again. */
const confirmRefusals = [
  'transaction-unknown',
  'payment-canceled',
  'payment-not-approved',
  'approval-needed',
  'order-differs',
] as const
export type ConfirmRefusal = (typeof confirmRefusals)[number]

export type ConfirmAnswer =
  | { kind: 'confirmed' }
  | { kind: 'refused'; because: ConfirmRefusal | 'order-not-placed' }
  | { kind: 'unknown' }

export type SendAnswer = 'accepted' | 'order-unknown' | 'not-accepted'

/** The page for a merchant, or why there is none. `unavailable`: it may be asked for again. */
export type OnboardingAnswer =
  | { kind: 'begun'; url: string }
  | { kind: 'refused' | 'not-supported' | 'unavailable' }

/** The payment app, as a shop's backend reaches it: over HTTP, with a token. */
export type PaymentApp = {
  start(tenant: string, orderReference: string, input: InitializeInput): Promise<StartAnswer>
  confirm(tenant: string, input: ConfirmInput): Promise<ConfirmAnswer>
  send(command: MessageCommand): Promise<SendAnswer>
  /** Pays merchants, or takes it back. Asking again for the same items answers the same transfers. */
  transfer(command: TransferCommand): Promise<TransferAnswer>
  onboard(tenant: string, input: OnboardingInput, locale: string): Promise<OnboardingAnswer>
}

const timeoutMs = 15_000
const defaultRetryAfterSeconds = 60

type OnboardingInput = WireInputOf<typeof onboardMerchant>

type Reply = { status: number; body: unknown; retryAfterSeconds: number }
type Post = (path: string, headers: Record<string, string>, body: object) => Promise<Reply | null>

export function createPaymentApp(connection: {
  fetch: typeof fetch
  appBaseUrl: string
  appToken: string
}): PaymentApp {
  const post = createPost(connection)
  return {
    start: async (tenant, orderReference, input) => {
      const headers = { 'X-Tenant-Identifier': tenant, 'Idempotency-Key': orderReference }
      const reply = await post('/initialize-payment', headers, input)
      return reply === null ? { kind: 'unknown' } : toStartAnswer(reply)
    },
    confirm: async (tenant, input) => {
      const headers = { 'X-Tenant-Identifier': tenant }
      const reply = await post('/confirm-pre-order-payment', headers, input)
      return reply === null ? { kind: 'unknown' } : toConfirmAnswer(reply)
    },
    send: async (command) => {
      const reply = await post(
        '/channels/payment-commands',
        messageHeaders(command),
        command.payload,
      )
      if (reply?.status === 404) return 'order-unknown'
      return reply && reply.status >= 200 && reply.status < 300 ? 'accepted' : 'not-accepted'
    },
    transfer: async ({ tenant, payload: { items } }) => {
      const headers = { 'X-Tenant-Identifier': tenant }
      const body = { orderItems: items, paymentTransmissionItems: items }
      const reply = await post('/payments/transfers', headers, body)
      return reply === null ? { kind: 'unknown' } : toTransferAnswer(reply)
    },
    onboard: async (tenant, input, locale) => {
      const headers = {
        'X-Tenant-Identifier': tenant,
        'X-Merchant-Reference': input.merchant.merchantReference,
        'Accept-Language': locale,
      }
      return toOnboardingAnswer(await post('/merchants/onboarding', headers, input))
    },
  }
}

const messageHeaders = (command: MessageCommand): Record<string, string> => ({
  'Tenant-Identifier': command.tenant,
  'X-Tenant-Identifier': command.tenant,
  'Transfer-Name': command.name,
  'Message-Id': command.messageId,
  // Microseconds and no zone: the form that shops write.
  Timestamp: command.createdAt.toISOString().replace('Z', '000'),
})

/** Null when no complete answer came in time: the app may or may not have acted. */
const createPost =
  ({ fetch, appBaseUrl, appToken }: Parameters<typeof createPaymentApp>[0]): Post =>
  async (path, headers, body) => {
    try {
      const response = await fetch(`${appBaseUrl}${path}`, {
        method: 'POST',
        headers: {
          ...headers,
          'Content-Type': 'application/json',
          Authorization: `Bearer ${appToken}`,
        },
        body: JSON.stringify(body),
        redirect: 'error',
        signal: AbortSignal.timeout(timeoutMs),
      })
      const text = await response.text()
      const seconds = Number(response.headers.get('Retry-After') ?? Number.NaN)
      return {
        status: response.status,
        body: parseJson(text),
        retryAfterSeconds:
          Number.isInteger(seconds) && seconds > 0 ? seconds : defaultRetryAfterSeconds,
      }
    } catch {
      return null
    }
  }

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

const Started = z.looseObject({
  isSuccessful: z.boolean(),
  transactionId: z.string().min(1).nullish(),
  redirectUrl: z.url().nullish(),
})
const AppErrors = z.array(z.looseObject({ code: z.coerce.string().nullish() }))

const codesIn = ({ body }: Pick<Reply, 'body'>) =>
  AppErrors.safeParse(body).data?.map(({ code }) => code) ?? []

/** Only 200 is success, as for every shop. What cannot be read is unknown, never a refusal. */
function toStartAnswer({ status, body, retryAfterSeconds }: Reply): StartAnswer {
  if (status === 200) return fromStarted(Started.safeParse(body).data)
  if (status === 409 || status === 425) return { kind: 'in-flight' }
  if (status === 429) return { kind: 'too-many-attempts', retryAfterSeconds }
  if (status >= 400 && status < 500 && status !== 408) return { kind: 'refused' }
  const isUnavailable = AppErrors.safeParse(body).data?.some(
    ({ code }) => code === failures['psp-unavailable'].code,
  )
  return { kind: isUnavailable ? 'unavailable' : 'unknown' }
}

/** Without a key: confirming is repeatable by itself, and a refusal may be another one next time. */
function toConfirmAnswer({ status, body }: Reply): ConfirmAnswer {
  if (status === 200) return { kind: 'confirmed' }
  if (status === 408 || status === 429 || status >= 500) return { kind: 'unknown' }
  const codes = codesIn({ body })
  const because = confirmRefusals.find((kind) => codes.includes(failures[kind].code))
  return { kind: 'refused', because: because ?? 'order-not-placed' }
}

const Begun = z.looseObject({ url: z.url({ protocol: /^https?$/ }) })

function toOnboardingAnswer(reply: Reply | null): OnboardingAnswer {
  if (reply === null || reply.status >= 500) return { kind: 'unavailable' }
  const isDone = reply.status === 200 || reply.status === 201
  const begun = isDone ? Begun.safeParse(reply.body).data : undefined
  if (begun) return { kind: 'begun', url: begun.url }
  const codes = codesIn(reply)
  return {
    kind: codes.includes(failures['marketplace-not-supported'].code) ? 'not-supported' : 'refused',
  }
}

function fromStarted(answer: z.output<typeof Started> | undefined): StartAnswer {
  if (!answer) return { kind: 'unknown' }
  if (!answer.isSuccessful) return { kind: 'refused' }
  if (!answer.transactionId) return { kind: 'unknown' }
  return {
    kind: 'started',
    transactionId: answer.transactionId,
    redirectUrl: answer.redirectUrl ?? null,
  }
}
