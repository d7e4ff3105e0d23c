import { expect, test } from 'vitest'
import { aPayment } from '../testing/builders.ts'
import { parseSamples, sumOf } from '../testing/read-metrics.ts'
import type { Backlog } from './backlog-store.ts'
import { createMetrics, type Metrics } from './create-metrics.ts'

const someBacklog: Backlog = {
  queues: [{ queue: 'inbox', waiting: 3, overdueSeconds: 1.5, oldestSeconds: 60 }],
  troubles: [{ trouble: 'dead-messages', count: 2 }],
}

const withBacklog = (backlog: Backlog | null): Metrics =>
  createMetrics({ findBacklog: async () => backlog, readPool: null })

const read = async (metrics: Metrics) => parseSamples((await metrics.read()).text)

test('a status is counted when a payment comes into it, and not when it stays', async () => {
  const metrics = withBacklog(null)
  const step = { source: 'api', event: 'known', details: {} } as const
  const payment = aPayment({ status: 'captured', mode: 'live' })
  metrics.countChange({
    payment,
    history: [
      { ...step, fromStatus: 'authorized', toStatus: 'captured' },
      { ...step, fromStatus: 'captured', toStatus: 'captured' },
      { ...step, fromStatus: null, toStatus: null },
    ],
    messages: [],
  })
  const samples = await read(metrics)
  const { provider, strategy } = payment
  const changes = samples.filter(({ name }) => name === 'tillway_payment_status_changes_total')
  expect(changes.map(({ labels, value }) => ({ ...labels, value }))).toEqual([
    { provider, strategy, mode: 'live', status: 'captured', value: 1 },
  ])
})

test('requests are counted by status, timed by its class, and refusals by their failure', async () => {
  const metrics = withBacklog(null)
  const request = { method: 'POST', route: '/payments', seconds: 0.03 }
  metrics.countRequest({ ...request, status: 201, refusal: null })
  metrics.countRequest({ ...request, status: 429, refusal: 'rate-limited' })
  metrics.countRequest({ ...request, status: 422, refusal: 'validation-failed' })
  const samples = await read(metrics)
  expect(sumOf(samples, 'tillway_http_requests_total', { status: '429' })).toBe(1)
  const timed = 'tillway_http_request_duration_seconds'
  expect(sumOf(samples, `${timed}_count`, { status_class: '4xx' })).toBe(2)
  expect(sumOf(samples, `${timed}_sum`, { status_class: '2xx' })).toBeCloseTo(0.03)
  expect(sumOf(samples, `${timed}_bucket`, { status_class: '2xx', le: '0.025' })).toBe(0)
  expect(sumOf(samples, `${timed}_bucket`, { status_class: '2xx', le: '0.05' })).toBe(1)
  const refusals = samples.filter(({ name }) => name === 'tillway_http_refusals_total')
  expect(refusals.map(({ labels }) => labels['failure'])).toEqual([
    'rate-limited',
    'validation-failed',
  ])
})

test('what waits is told as it is now, and not at all while nobody knows it', async () => {
  let backlog: Backlog | null = someBacklog
  const metrics = createMetrics({ findBacklog: async () => backlog, readPool: null })
  const known = await read(metrics)
  expect(sumOf(known, 'tillway_database_up')).toBe(1)
  expect(sumOf(known, 'tillway_queue_waiting', { queue: 'inbox' })).toBe(3)
  expect(sumOf(known, 'tillway_queue_overdue_seconds', { queue: 'inbox' })).toBe(1.5)
  expect(sumOf(known, 'tillway_queue_oldest_age_seconds', { queue: 'inbox' })).toBe(60)
  expect(sumOf(known, 'tillway_needs_attention', { kind: 'dead-messages' })).toBe(2)
  backlog = null
  const unknown = await read(metrics)
  expect(sumOf(unknown, 'tillway_database_up')).toBe(0)
  expect(unknown.filter(({ name }) => /queue|attention/.test(name))).toEqual([])
  expect(sumOf(unknown, 'process_resident_memory_bytes')).toBeGreaterThan(0)
})

test('connections are told where there are some', async () => {
  const pool = { max: 16, busy: 15, idle: 1, waiting: 4 }
  const metrics = createMetrics({ findBacklog: async () => null, readPool: () => pool })
  const samples = await read(metrics)
  expect(sumOf(samples, 'tillway_database_pool_connections', { state: 'busy' })).toBe(15)
  expect(sumOf(samples, 'tillway_database_pool_connections', { state: 'idle' })).toBe(1)
  expect(sumOf(samples, 'tillway_database_pool_connections_max')).toBe(16)
  expect(sumOf(samples, 'tillway_database_pool_waiting')).toBe(4)
  const embedded = await read(withBacklog(null))
  expect(embedded.filter(({ name }) => name.includes('pool'))).toEqual([])
})

test('two servers in one process count apart', async () => {
  const [one, other] = [withBacklog(null), withBacklog(null)]
  one.countWorkerDefect()
  expect(sumOf(await read(one), 'tillway_worker_defects_total')).toBe(1)
  expect(sumOf(await read(other), 'tillway_worker_defects_total')).toBe(0)
})

test('what runs, and how the process is, is told by the names that dashboards know', async () => {
  const metrics = withBacklog(null)
  const { contentType } = await metrics.read()
  expect(contentType).toMatch(/^text\/plain; version=0\.0\.4/)
  const samples = await read(metrics)
  const build = samples.find(({ name }) => name === 'tillway_build_info')
  expect(build).toMatchObject({ value: 1, labels: { version: expect.stringMatching(/^\d/) } })
  for (const name of [
    'nodejs_eventloop_lag_p99_seconds',
    'nodejs_heap_size_used_bytes',
    'process_cpu_seconds_total',
    'process_start_time_seconds',
  ])
    expect([name, sumOf(samples, name)]).toEqual([name, expect.any(Number)])
})
