import type { Server, ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { setTimeout } from 'node:timers/promises'
import { createAdaptorServer } from '@hono/node-server'

/** How long a request that is under way may take when the listener closes. */
const drainMaxMs = 10_000

/** Longer than load balancers and callers keep a connection: closing one that is just being used loses its request. */
const keepAliveMs = 75_000

/** How often a listener that closes looks for connections that have nothing left to do. */
const lookMs = 25

/** A connection in which nothing has come for so long was opened in advance, and nobody is about to ask. */
const silentMaxMs = 1_000

type Fetch = (request: Request, env: object) => Response | Promise<Response>

/** A port that is taken. It answers 503 until it is told what serves it; `close` lets end what is under way. */
export type Listener = { url: string; serve(fetch: Fetch): void; close(): Promise<void> }

/**
 * Takes the port first, so that the URLs are known before the parts that need them are made. A listener that serves takes
 * requests for `lingerMs` more when it closes: those who send them have yet to learn of it.
 */
export async function listen(host: string, port: number, lingerMs: number): Promise<Listener> {
  let fetch: Fetch = () =>
    new Response('Starting', { status: 503, headers: { 'retry-after': '1' } })
  // The adaptor's type names its own environment; it is handed through as it is.
  const server = createAdaptorServer({ fetch: (request, env) => fetch(request, env) }) as Server
  server.keepAliveTimeout = keepAliveMs
  const traffic = watchTraffic(server)
  let isServing = false
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) =>
      reject(new Error(`Port ${port} on ${host} is not free.`, { cause: error })),
    )
    server.listen(port, host, resolve)
  })
  // A TCP server's address is never a pipe's string.
  const { port: taken } = server.address() as AddressInfo
  const name = host === '127.0.0.1' || host === '0.0.0.0' || host === '::' ? 'localhost' : host
  return {
    url: `http://${name}:${taken}`,
    serve: (next) => {
      fetch = next
      isServing = true
    },
    close: () => drain(server, traffic, isServing ? lingerMs : 0),
  }
}

type Traffic = {
  /** Every connection, and when it was opened. */
  sockets: ReadonlyMap<Socket, number>
  /** From now on every answer says that its connection is not to be used again. */
  askToLeave(): void
}

function watchTraffic(server: Server): Traffic {
  const sockets = new Map<Socket, number>()
  const answers = new Set<ServerResponse>()
  let isLeaving = false
  const sayGoodbye = (answer: ServerResponse) => {
    if (!answer.headersSent) answer.setHeader('connection', 'close')
  }
  server.on('connection', (socket) => {
    sockets.set(socket, performance.now())
    socket.once('close', () => sockets.delete(socket))
  })
  server.prependListener('request', (_request, answer) => {
    if (isLeaving) sayGoodbye(answer)
    answers.add(answer)
    answer.once('close', () => answers.delete(answer))
  })
  return {
    sockets,
    askToLeave: () => {
      isLeaving = true
      for (const answer of answers) sayGoodbye(answer)
    },
  }
}

/**
 * Asks everybody to go elsewhere, lets what is under way end, and cuts it off only after a while. Node would close the
 * connections that are idle at once, with requests on their way in them. It would leave open those whose answer ends later, and
 * those that a browser opened in advance and never used.
 */
async function drain(
  server: Server,
  { sockets, askToLeave }: Traffic,
  lingerMs: number,
): Promise<void> {
  askToLeave()
  await setTimeout(lingerMs)
  const cutAt = performance.now() + drainMaxMs
  const closed = new Promise<void>((resolve) => server.close(() => resolve()))
  while (sockets.size > 0) {
    const now = performance.now()
    if (now > cutAt) server.closeAllConnections()
    server.closeIdleConnections()
    for (const [socket, openedAt] of sockets)
      if (socket.bytesRead === 0 && now > openedAt + silentMaxMs) socket.destroy()
    await setTimeout(lookMs)
  }
  await closed
}
