import { noAnswer, refusal } from '../../page-kit/failure.ts'

/** Filters and cursors of a list; what is empty is not sent. */
export type Query = Readonly<Record<string, string | undefined>>

type Post = { path: string; type: string; attributes: object; idempotencyKey?: string }

/** The back office's API, spoken as one operator. Failures are thrown with their kind (see `failureOf`). */
export type Api = {
  read<Attributes>(path: string, options?: Reading): Promise<Attributes>
  post<Attributes>(request: Post): Promise<Attributes>
  readPicture(path: string, options?: Reading): Promise<Blob>
  /** Opens a stream; the caller ends it through the signal. */
  open(path: string, signal: AbortSignal): Promise<Response>
}

type Reading = { query?: Query; signal?: AbortSignal }

const mediaType = 'application/vnd.api+json'
const timeoutMs = 20_000

/** Every path of the API, from the origin of this page. */
const apiPath = (path: string): string => `/back-office/api${path}`

/** Connects to the server that this page came from. The token leaves this browser in one header only. */
export function createApi(token: string): Api {
  async function send(url: string, init: RequestInit & { headers?: object }): Promise<Response> {
    // A header takes visible ASCII only; anything else is no token, and fetch would throw for it.
    if (!/^[\x21-\x7e]+$/.test(token))
      throw refusal({ kind: 'access-token-invalid', status: 401 }, 'Not a token.')
    const headers = { Accept: mediaType, ...init.headers, Authorization: `Bearer ${token}` }
    const request = { ...init, headers, credentials: 'omit', cache: 'no-store' } as const
    const response = await fetch(url, request).catch((error: unknown) => {
      if (error instanceof DOMException && error.name === 'AbortError') throw error
      throw noAnswer()
    })
    if (!response.ok) throw toRefusal(response.status, await readJson(response))
    return response
  }

  const get = (path: string, { query = {}, signal }: Reading, accept = mediaType) =>
    send(apiPath(path) + toSearch(query), { signal: within(signal), headers: { Accept: accept } })

  return {
    read: async (path, options = {}) => attributesOf(await readJson(await get(path, options))),
    readPicture: async (path, options = {}) =>
      (await get(path, options, 'image/svg+xml, application/vnd.api+json;q=0.5')).blob(),
    post: async ({ path, type, attributes, idempotencyKey = crypto.randomUUID() }) => {
      const response = await send(path.startsWith('/back-office/') ? path : apiPath(path), {
        method: 'POST',
        signal: within(undefined),
        headers: { 'Content-Type': mediaType, 'Idempotency-Key': idempotencyKey },
        body: JSON.stringify({ data: { type, attributes } }),
      })
      return attributesOf(await readJson(response))
    },
    open: (path, signal) =>
      send(apiPath(path), { signal, headers: { Accept: 'text/event-stream' } }),
  }
}

/** `?a=1&b=2` of what is there, or nothing. */
export function toSearch(query: Query): string {
  const present = Object.entries(query).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== '',
  )
  return present.length > 0 ? `?${new URLSearchParams(present)}` : ''
}

function within(signal: AbortSignal | undefined): AbortSignal {
  const timeout = AbortSignal.timeout(timeoutMs)
  return signal ? AbortSignal.any([signal, timeout]) : timeout
}

/** Null for an answer that broke off, or that is no JSON at all. */
const readJson = (response: Response): Promise<unknown> => response.json().catch(() => null)

function attributesOf<Attributes>(document: unknown): Attributes {
  // The server checks each answer against the contract whose types are used here.
  const { data } = (document ?? {}) as { data?: { attributes?: Attributes } }
  if (!data?.attributes) throw noAnswer()
  return data.attributes
}

type ErrorDocument = {
  errors?: {
    detail?: string
    source?: { pointer?: string }
    meta?: { kind?: 'internal-error' }
  }[]
}

function toRefusal(status: number, document: unknown): Error {
  // Only optional fields are read, so that anything else than an error document is an unknown failure.
  const { errors = [] } = (document ?? {}) as ErrorDocument
  const first = errors[0]
  const kind = first?.meta?.kind ?? 'internal-error'
  return refusal({ kind, status, fields: toFields(errors) }, first?.detail ?? `HTTP ${status}`)
}

const configurationPointer = '/data/attributes/configuration/'

/** What is said of each field, without its name in front: it is shown beside the field. */
const toFields = (errors: NonNullable<ErrorDocument['errors']>): Record<string, string> =>
  Object.fromEntries(
    errors.flatMap(({ detail = '', source }) => {
      const pointer = source?.pointer ?? ''
      if (!pointer.startsWith(configurationPointer)) return []
      const field = pointer.slice(configurationPointer.length).replaceAll('/', '.')
      return [[field, detail.replace(`${field} => `, '')]]
    }),
  )
