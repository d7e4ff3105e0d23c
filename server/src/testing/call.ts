import { appContract } from '../contract/app/contract.ts'
import { backOfficeContract, backOfficeMedia } from '../contract/back-office/contract.ts'
import { type FailureKind, failures } from '../contract/failures.ts'
import { glueContract } from '../contract/glue/contract.ts'
import type { Operation } from '../contract/operation.ts'
import type { RunningApp } from './start-app.ts'

type Resource = { type: string; id: string | null; attributes: Record<string, unknown> }
type GlueError = {
  code: string
  status: number
  detail: string
  source?: { pointer?: string; header?: string }
  meta: { kind: FailureKind }
}

/** An answer. `failure` is the kind of its last failure, in whichever shape its edge tells it; null for a success. */
export type Answer = {
  status: number
  headers: Headers
  text: string
  json: unknown
  failure: FailureKind | null
}

export type Call = { headers?: Record<string, string>; body?: string | object }

/** Makes one request. A body that is an object is sent as JSON. */
export async function call(
  app: RunningApp,
  method: string,
  path: string,
  { headers = {}, body }: Call = {},
): Promise<Answer> {
  const response = await fetch(new URL(path, app.url), {
    method,
    headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    redirect: 'manual',
  })
  const text = await response.text()
  const json = parseJson(text)
  const answer = { status: response.status, headers: response.headers, text, json }
  return remember(app, method, path, { ...answer, failure: failureOf(json) })
}

/** Posts the attributes of a JSON:API resource. */
export const post = (
  app: RunningApp,
  path: string,
  { type, attributes, headers }: { type: string; attributes: object; headers?: Call['headers'] },
): Promise<Answer> =>
  call(app, 'POST', path, { body: { data: { type, attributes } }, ...(headers ? { headers } : {}) })

/** The one resource of an answer. Throws when the answer is a failure, so that set-up never fails silently. */
export function resourceOf(answer: Answer): Resource {
  const { data } = (answer.json ?? {}) as { data?: Resource }
  if (!data) throw new Error(`The answer has no resource: ${answer.status} ${answer.text}`)
  return data
}

export const errorsOf = ({ json }: Answer): GlueError[] =>
  (json as { errors?: GlueError[] } | undefined)?.errors ?? []

/** The stable code, status and shape-independent kind of an answer, for one-line comparisons. */
export const told = ({ status, failure }: Answer): string =>
  failure === null ? String(status) : `${status} ${failures[failure].code} ${failure}`

/** What `told` says of an answer with this failure. */
export const refusal = (kind: FailureKind): string =>
  `${failures[kind].status} ${failures[kind].code} ${kind}`

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function failureOf(json: unknown): FailureKind | null {
  const { errors } = (json ?? {}) as { errors?: GlueError[] }
  const code = Array.isArray(json) ? json.at(-1)?.code : errors?.at(-1)?.code
  return kindsByCode.get(code) ?? null
}

// Both edges tell the code; the catalogue has each once, so it names the kind.
const kindsByCode = new Map(
  Object.entries(failures).map(([kind, { code }]): [unknown, FailureKind] => [
    code,
    kind as FailureKind,
  ]),
)

const operations: readonly Operation[] = [
  ...glueContract,
  ...appContract,
  ...backOfficeContract,
  ...backOfficeMedia,
]

function remember(app: RunningApp, method: string, path: string, answer: Answer): Answer {
  const { pathname } = new URL(path, app.url)
  const operation = operations.find(
    (one) =>
      one.method === method.toLowerCase() && pathsOf(one).some((pattern) => pattern.test(pathname)),
  )
  if (operation && answer.failure) app.seen.get(operation.id)?.add(answer.failure)
  return answer
}

const pathsOf = (operation: Operation): RegExp[] =>
  [operation, ...(operation.aliases ?? [])].map(
    ({ path }) => new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`),
  )
