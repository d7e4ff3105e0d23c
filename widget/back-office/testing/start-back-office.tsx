import { render } from '@testing-library/react'
import { HttpResponse, http } from 'msw'
import { setupServer } from 'msw/node'
import { StrictMode } from 'react'
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest'
import { BackOffice } from '../back-office.tsx'
import { aSession } from './builders.ts'

const token = 'operator-token'
const api = '*/back-office/api'

type Sent = { path: string; attributes: unknown; idempotencyKey: string | null }
type Reply = { attributes: object } | { status: number; kind: string } | 'no answer'

/** A JSON:API answer with one resource. */
const resource = (attributes: object) =>
  HttpResponse.json({ data: { type: 'played', id: null, attributes } })

const refusal = (status: number, kind: string) =>
  HttpResponse.json({ errors: [{ code: '0', status, detail: kind, meta: { kind } }] }, { status })

function answer(reply: Reply) {
  if (reply === 'no answer') return HttpResponse.error()
  return 'kind' in reply ? refusal(reply.status, reply.kind) : resource(reply.attributes)
}

const isOperator = (request: Request) => request.headers.get('authorization') === `Bearer ${token}`

/** A server that is played for the tests of a file: what it is asked for is told, what it answers is said by the test. */
export function startBackOffice() {
  const sent: Sent[] = []
  const replies: Reply[] = []
  const reads = new Map<string, object>()
  const server = setupServer(
    http.all(`${api}/*`, ({ request }) =>
      isOperator(request) ? undefined : refusal(401, 'access-token-invalid'),
    ),
    http.get(`${api}/events`, () => new Promise<never>(() => {})),
    http.get(`${api}/*`, ({ request }) => {
      const path = new URL(request.url).pathname.replace('/back-office/api', '')
      const found = reads.get(path)
      return found ? resource(found) : refusal(404, 'resource-not-found')
    }),
    http.post(`${api}/*`, async ({ request }) => {
      // The body is what the page under test has just written.
      const { data } = (await request.json()) as { data: { attributes: unknown } }
      sent.push({
        path: new URL(request.url).pathname.replace('/back-office/api', ''),
        attributes: data.attributes,
        idempotencyKey: request.headers.get('idempotency-key'),
      })
      return answer(replies.shift() ?? { attributes: {} })
    }),
  )
  beforeAll(() => server.listen({ onUnhandledFrame: 'error' }))
  beforeEach(() => {
    sent.length = 0
    replies.length = 0
    reads.clear()
    reads.set('/session', aSession())
    reads.set('/attention', { groups: [] })
    reads.set('/apps', { apps: [] })
    reads.set('/payments', { payments: [], nextCursor: null, searchedBackTo: null })
  })
  afterEach(() => server.resetHandlers())
  afterAll(() => server.close())
  return {
    token,
    server,
    sent,
    /** What a path is answered with from now on. */
    answers: (path: string, attributes: object) => reads.set(path, attributes),
    /** Says what is wrong with single fields of a configuration, once. */
    refusesFields: (path: string, fields: Readonly<Record<string, string>>) =>
      http.post(
        `${api}${path}`,
        () => {
          const errors = Object.entries(fields).map(([field, message]) => ({
            detail: `${field} => ${message}`,
            source: { pointer: `/data/attributes/configuration/${field}` },
            meta: { kind: 'configuration-invalid' },
          }))
          return HttpResponse.json({ errors }, { status: 422 })
        },
        { once: true },
      ),
    /** What the next posts are answered with, one after the other. */
    replies: (...next: Reply[]) => replies.push(...next),
    /** Opens a page as an operator who is signed in already, or at an address that says otherwise. */
    open: (path: string) => {
      history.replaceState(null, '', `/back-office${path}`)
      return render(
        <StrictMode>
          <BackOffice />
        </StrictMode>,
      )
    },
    openSignedIn: (path: string) => {
      history.replaceState(null, '', `/back-office${path}#token=${token}`)
      return render(
        <StrictMode>
          <BackOffice />
        </StrictMode>,
      )
    },
  }
}
