import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from '@prometheus-io/client'
import build from '../../package.json' with { type: 'json' }
import type { FailureKind } from '../contract/failures.ts'
import type { PoolState } from '../database/connect.ts'
import type { Change } from '../payments/change.ts'
import type { Backlog } from './backlog-store.ts'
import type { PspCall } from './measure-psp.ts'

/** A request that was answered. `route` is the route's template, never the address. */
export type ServedRequest = {
  method: string
  route: string
  status: number
  refusal: FailureKind | null
  seconds: number
}

/**
 * What an operator watches. Counting costs no round trip; nothing that is counted is told of a tenant, a payment or a person,
 * and every label has few values.
 */
export type Metrics = {
  countRequest(request: ServedRequest): void
  countPspCall(call: PspCall): void
  /** Called after the commit, by the process that made it. */
  countChange(change: Change): void
  countWorkerDefect(): void
  /** Everything as it is now, as Prometheus reads it. Answers while the database is away, too. */
  read(): Promise<{ contentType: string; text: string }>
}

type MetricsDeps = {
  findBacklog(): Promise<Backlog | null>
  /** Null where the database is in this process and has no connections. */
  readPool: (() => PoolState) | null
}

/** Begins to count. What is counted of requests, providers and payments belongs to one server: several may run in one process. */
export function createMetrics({ findBacklog, readPool }: MetricsDeps): Metrics {
  const registry = new Registry()
  const registries = [registry, watchProcess()]
  describeBuild(registry)
  if (readPool) watchPool(registry, readPool)
  const showBacklog = createBacklogGauges(registry)
  return {
    countRequest: createRequestCounters(registry),
    countPspCall: createPspCounter(registry),
    ...createCoreCounters(registry),
    read: async () => {
      showBacklog(await findBacklog())
      const all = Registry.merge(registries)
      return { contentType: all.contentType, text: await all.metrics() }
    },
  }
}

let ofProcess: Registry | null = null

/** What is true of the whole process is watched once, however many servers are in it: its observers cannot be ended. */
function watchProcess(): Registry {
  if (ofProcess === null) {
    ofProcess = new Registry()
    collectDefaultMetrics({ register: ofProcess })
  }
  return ofProcess
}

const requestBuckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]
const pspBuckets = [0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30]

function describeBuild(registry: Registry): void {
  const gauge = new Gauge({
    name: 'tillway_build_info',
    help: 'Which version of Tillway runs; always 1.',
    labelNames: ['version'],
    registers: [registry],
  })
  gauge.set({ version: build.version }, 1)
}

function createRequestCounters(registry: Registry): Metrics['countRequest'] {
  const requests = new Counter({
    name: 'tillway_http_requests_total',
    help: 'Requests that were answered, by the template of their route.',
    labelNames: ['method', 'route', 'status'],
    registers: [registry],
  })
  const durations = new Histogram({
    name: 'tillway_http_request_duration_seconds',
    help: 'Time from a request to its answer; of a stream, to its beginning.',
    labelNames: ['method', 'route', 'status_class'],
    buckets: requestBuckets,
    registers: [registry],
  })
  const refusals = new Counter({
    name: 'tillway_http_refusals_total',
    help: 'Requests that were refused, by the kind of failure.',
    labelNames: ['failure'],
    registers: [registry],
  })
  return ({ method, route, status, refusal, seconds }) => {
    requests.inc({ method, route, status })
    durations.observe({ method, route, status_class: classOf(status) }, seconds)
    if (refusal !== null) refusals.inc({ failure: refusal })
  }
}

const classOf = (status: number): string => `${Math.trunc(status / 100)}xx`

function createPspCounter(registry: Registry): Metrics['countPspCall'] {
  const durations = new Histogram({
    name: 'tillway_psp_call_duration_seconds',
    help: 'Time that a payment service provider took to answer, and what it answered.',
    labelNames: ['provider', 'mode', 'operation', 'outcome'],
    buckets: pspBuckets,
    registers: [registry],
  })
  return ({ seconds, ...labels }) => durations.observe(labels, seconds)
}

function createCoreCounters(
  registry: Registry,
): Pick<Metrics, 'countChange' | 'countWorkerDefect'> {
  const changes = new Counter({
    name: 'tillway_payment_status_changes_total',
    help: 'Payments that have come into a status, as committed by this process.',
    labelNames: ['provider', 'mode', 'strategy', 'status'],
    registers: [registry],
  })
  const defects = new Counter({
    name: 'tillway_worker_defects_total',
    help: 'Unexpected errors of what goes on besides requests; each is in the log.',
    registers: [registry],
  })
  return {
    countChange: ({ payment: { provider, mode, strategy }, history }) => {
      for (const { fromStatus, toStatus: status } of history)
        if (status !== null && status !== fromStatus)
          changes.inc({ provider, mode, strategy, status })
    },
    countWorkerDefect: () => defects.inc(),
  }
}

function watchPool(registry: Registry, readPool: () => PoolState): void {
  const connections = new Gauge({
    name: 'tillway_database_pool_connections',
    help: 'Connections of this process to the database.',
    labelNames: ['state'],
    registers: [registry],
    collect: () => {
      const { max, busy, idle, waiting } = readPool()
      connections.set({ state: 'busy' }, busy)
      connections.set({ state: 'idle' }, idle)
      limit.set(max)
      queue.set(waiting)
    },
  })
  const limit = new Gauge({
    name: 'tillway_database_pool_connections_max',
    help: 'How many connections this process may have.',
    registers: [registry],
  })
  const queue = new Gauge({
    name: 'tillway_database_pool_waiting',
    help: 'Statements that wait for a connection.',
    registers: [registry],
  })
}

/** While the database is away nothing is known of what waits: then these figures are absent, not old. */
function createBacklogGauges(registry: Registry): (backlog: Backlog | null) => void {
  const gauge = <Label extends string>(name: string, help: string, labelNames: Label[]) =>
    new Gauge({ name: `tillway_${name}`, help, labelNames, registers: [registry] })
  const up = gauge('database_up', '1 when the database answered this scrape, else 0.', [])
  const waiting = gauge(
    'queue_waiting',
    'What is not settled yet, of all tenants, counted up to 10000.',
    ['queue'],
  )
  const overdue = gauge(
    'queue_overdue_seconds',
    'For how long the first of what is due has been due; 0 when nothing is.',
    ['queue'],
  )
  const oldest = gauge(
    'queue_oldest_age_seconds',
    'Age of the oldest that is not settled; 0 when there is none.',
    ['queue'],
  )
  const attention = gauge(
    'needs_attention',
    'What waits for a person, in the words of the back office, of all tenants, counted up to 10000.',
    ['kind'],
  )
  return (backlog) => {
    for (const one of [waiting, overdue, oldest, attention]) one.reset()
    up.set(backlog ? 1 : 0)
    for (const { queue, ...found } of backlog?.queues ?? []) {
      waiting.set({ queue }, found.waiting)
      overdue.set({ queue }, found.overdueSeconds)
      oldest.set({ queue }, found.oldestSeconds)
    }
    for (const { trouble, count } of backlog?.troubles ?? [])
      attention.set({ kind: trouble }, count)
  }
}
