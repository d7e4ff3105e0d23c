import { act, screen, waitFor } from '@testing-library/react'
import { HttpResponse, http } from 'msw'
import { expect, test } from 'vitest'
import { aDossier } from '../testing/builders.ts'
import { startBackOffice } from '../testing/start-back-office.tsx'

const office = startBackOffice()
const encoder = new TextEncoder()

const quiet = {
  payments: [] as string[],
  isMore: false,
  messages: { waiting: 0, dead: 0 },
  inbox: { waiting: 0, dead: 0 },
}

/** Plays the stream of changes for one test; what is told goes to whoever listens. */
function playStream() {
  const listeners = new Set<ReadableStreamDefaultController<Uint8Array>>()
  office.server.use(
    http.get('*/back-office/api/events', ({ request }) => {
      const body = new ReadableStream<Uint8Array>({
        start(controller) {
          listeners.add(controller)
          controller.enqueue(write(quiet))
          request.signal.addEventListener('abort', () => listeners.delete(controller))
        },
      })
      return new HttpResponse(body, { headers: { 'content-type': 'text/event-stream' } })
    }),
  )
  return {
    tell: (changes: Partial<typeof quiet>) => {
      for (const listener of listeners) listener.enqueue(write({ ...quiet, ...changes }))
    },
    listeners,
  }
}

const write = (changes: typeof quiet) =>
  encoder.encode(`event: changes\ndata: ${JSON.stringify(changes)}\n\n`)

test('a payment that changes is read again by itself', async () => {
  const stream = playStream()
  office.answers('/payments/tx_1', aDossier())
  office.openSignedIn('/payments/tx_1')
  const status = async () => (await screen.findByTestId('status')).dataset['status']
  expect(await status()).toBe('authorized')
  await waitFor(() => expect(stream.listeners.size).toBe(1))
  office.answers('/payments/tx_1', aDossier({ payment: { status: 'captured' } }))
  act(() => stream.tell({ payments: ['tx_1'] }))
  await waitFor(async () => expect(await status()).toBe('captured'))
})

test('dead messages are counted beside the page that has them', async () => {
  const stream = playStream()
  office.openSignedIn('/payments')
  await screen.findByTestId('nav-messages')
  await waitFor(() => expect(stream.listeners.size).toBe(1))
  act(() => stream.tell({ messages: { waiting: 3, dead: 2 } }))
  await waitFor(() =>
    expect(screen.getByTestId('nav-messages').textContent).toContain('2 need attention'),
  )
})
