import type { FailureKind } from '../../../server/src/contract/failures.ts'
import { noAnswer, refusal } from '../../page-kit/failure.ts'
import { currentShop } from '../session/current-shop.ts'
import type { Shopper } from '../session/session.tsx'

type Reference = { type: string; id: string }

/** One JSON:API resource with the attributes that the contract gives to its operation. */
export type Resource<Attributes> = Reference & {
  attributes: Attributes
  relationships?: Record<string, { data: Reference[] }>
}

/** An answer of the shop: one resource or many, and what was included. */
export type Answer<Data> = { data: Data; included?: Resource<unknown>[] }

type Body = { type: string; attributes: object }
type Options = { signal?: AbortSignal; idempotencyKey?: string; headers?: Record<string, string> }

/** The shop's REST API, spoken as one shopper in one language. */
export type Shop = {
  get<Data>(path: string, options?: Options): Promise<Answer<Data>>
  post<Data>(path: string, body: Body, options?: Options): Promise<Answer<Data>>
  patch<Data>(path: string, body: Body, options?: Options): Promise<Answer<Data>>
  isCustomer: boolean
}

const mediaType = 'application/vnd.api+json'
const timeoutMs = 20_000

/** Connects to this page's shop on this origin; failures are thrown with their kind (see `failureOf`). */
export function createShop(shopper: Shopper, locale: string): Shop {
  const tenant: Record<string, string> =
    currentShop === null ? {} : { 'X-Tenant-Identifier': currentShop }
  const identity: Record<string, string> =
    'accessToken' in shopper
      ? { Authorization: `Bearer ${shopper.accessToken}` }
      : { 'X-Anonymous-Customer-Unique-Id': shopper.guestId }

  async function send<Data>(
    method: string,
    path: string,
    options: Options,
    body?: Body,
  ): Promise<Answer<Data>> {
    const headers = new Headers({
      Accept: mediaType,
      'Accept-Language': locale,
      ...tenant,
      ...identity,
      ...options.headers,
    })
    if (body) headers.set('Content-Type', mediaType)
    if (options.idempotencyKey) headers.set('Idempotency-Key', options.idempotencyKey)
    const timeout = AbortSignal.timeout(timeoutMs)
    const signal = options.signal ? AbortSignal.any([options.signal, timeout]) : timeout
    const request = {
      method,
      headers,
      signal,
      ...(body && { body: JSON.stringify({ data: body }) }),
    }
    const response = await fetch(path, request).catch((error: unknown) => {
      if (options.signal?.aborted) throw error
      throw noAnswer()
    })
    const document: unknown = await response.json().catch(() => null)
    if (!response.ok || document === null) throw toRefusal(response.status, document)
    // The server checks each answer against the contract whose types are used here.
    return document as Answer<Data>
  }

  return {
    get: (path, options = {}) => send('GET', path, options),
    post: (path, body, options = {}) => send('POST', path, options, body),
    patch: (path, body, options = {}) => send('PATCH', path, options, body),
    isCustomer: 'accessToken' in shopper,
  }
}

function toRefusal(status: number, document: unknown): Error {
  // Only optional fields are read, so that anything else than an error document is an unknown failure.
  const { errors } = (document ?? {}) as {
    errors?: { detail?: string; meta?: { kind?: FailureKind } }[]
  }
  const first = errors?.[0]
  const kind = first?.meta?.kind ?? 'internal-error'
  return refusal({ kind, status }, first?.detail ?? `HTTP ${status}`)
}
