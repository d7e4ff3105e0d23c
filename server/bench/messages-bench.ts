import type pg from 'pg'
import { storedTransactionId } from '../src/testing/stored-payments.ts'
import { median } from './figures.ts'
import type { LoadQuestions } from './load.ts'
import { startMeter, type Used } from './meter.ts'
import { table } from './print.ts'
import type { PullResult } from './pull.ts'
import { atLeast, type Section } from './report.ts'
import type { Stage } from './section.ts'
import type { ServerQuestions } from './server-process.ts'
import { productionSettings } from './settings.ts'

const waiting = 200_000
const payments = 60_000
const limit = 100
const consumerCounts = [1, 4]
const perSecondMin = 2_000

type Round = PullResult & Used & { consumers: number }

/** A shop's message broker that fetches and acknowledges what waits, one consumer and several. */
export async function benchMessages(stage: Stage): Promise<Section> {
  const { plan, children, client, say } = stage
  // Without the built-in shop, which would take the messages itself.
  const settings: Record<string, string> = {
    ...(await productionSettings(stage.databaseUrl, '')),
    DEMO: '0',
  }
  const server = await children.start<ServerQuestions>(
    './server-process.ts',
    settings,
    plan.serverFlags,
  )
  const load = await children.start<LoadQuestions>('./load.ts')
  say(`Writing ${waiting} messages of ${payments} payments …`)
  await writeBacklog(client)
  const rounds: Round[] = []
  const runRound = async (consumers: number, ms: number): Promise<Round> => {
    const used = await startMeter(stage, server)
    const [url, appToken] = [await server.ask('url'), settings['APP_TOKEN'] ?? '']
    const result = await load.ask('pull', { url, appToken, consumers, limit, ms, payments })
    return { consumers, ...result, ...(await used()) }
  }
  await runRound(1, plan.warmUpMs / 2)
  for (const consumers of consumerCounts) {
    for (let round = 0; round < plan.rounds; round += 1) {
      say(`${consumers} consumers, round ${round + 1} of ${plan.rounds} …`)
      rounds.push(await runRound(consumers, plan.roundMs))
    }
  }
  return toSection(rounds)
}

/** The ids say which message it is, so that the consumers can tell order and repetition. */
async function writeBacklog(client: pg.Client): Promise<void> {
  await client.query(
    `insert into messages (tenant, message_id, subject, name, channel, payload)
     select 'demo', ('00000000-0000-4000-8000-' || lpad(to_hex(n), 12, '0'))::uuid,
       left($1, -12) || lpad((n % ${payments})::text, 12, '0'), 'PaymentAuthorized', 'payment-events',
       jsonb_build_object('orderReference', 'DE--' || n % ${payments}, 'orderItemIds', '["1", "2"]'::jsonb,
         'amount', 24890, 'currencyIsoCode', 'EUR')
     from generate_series(0, ${waiting - 1}) as n`,
    [storedTransactionId(0)],
  )
  await client.query('vacuum analyze messages')
}

function toSection(rounds: readonly Round[]): Section {
  const figures = [...Map.groupBy(rounds, ({ consumers }) => consumers)].map(
    ([consumers, same]) => ({
      consumers,
      perSecond: median(same.map(({ acknowledged, seconds }) => acknowledged / seconds)),
      fetchP50Ms: median(same.map(({ fetch }) => fetch.p50Ms)),
      fetchP99Ms: median(same.map(({ fetch }) => fetch.p99Ms)),
      acknowledgeP50Ms: median(same.map(({ acknowledge }) => acknowledge.p50Ms)),
      acknowledgeP99Ms: median(same.map(({ acknowledge }) => acknowledge.p99Ms)),
      cpuMs: median(same.map(({ cpuMs, acknowledged }) => cpuMs / acknowledged)),
      databaseCpuMs: median(
        same.map(({ databaseCpuMs, acknowledged }) => (databaseCpuMs ?? Number.NaN) / acknowledged),
      ),
      rssMaxMiB: Math.max(...same.map(({ rssMaxMiB }) => rssMaxMiB)),
    }),
  )
  const headings = [
    'consumers',
    'messages per s',
    'GET p50 ms',
    'p99 ms',
    'DELETE p50 ms',
    'p99 ms',
    'cpu ms',
    'db ms',
    'MiB max',
  ]
  return {
    title: `GET and DELETE /channels/payment-events?limit=${limit}, from ${waiting} waiting messages`,
    lines: table([
      headings,
      ...figures.map((one) => [
        String(one.consumers),
        one.perSecond.toFixed(0),
        one.fetchP50Ms.toFixed(1),
        one.fetchP99Ms.toFixed(1),
        one.acknowledgeP50Ms.toFixed(1),
        one.acknowledgeP99Ms.toFixed(1),
        one.cpuMs.toFixed(3),
        one.databaseCpuMs.toFixed(3),
        one.rssMaxMiB.toFixed(0),
      ]),
    ]),
    targets: figures.map(({ consumers, perSecond }) =>
      atLeast(
        `at least ${perSecondMin} messages per second with ${consumers}`,
        perSecond,
        perSecondMin,
      ),
    ),
    failed: 0,
    figures: { figures, rounds },
  }
}
