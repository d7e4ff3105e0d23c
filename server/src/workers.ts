import type { DatabaseClock } from './database/database-clock.ts'
import { startLoop, type WorkerLoop } from './database/worker-loop.ts'
import { applyInbox } from './inbox/apply-inbox.ts'
import { pruneInbox } from './inbox/inbox-store.ts'
import { pruneFailedAttempts } from './limits/attempt-store.ts'
import { pruneCounts } from './limits/request-count-store.ts'
import type { MarketplaceDeps } from './marketplace/marketplace-deps.ts'
import { reconcileMerchants } from './marketplace/reconcile-merchants.ts'
import { sweepTransfers } from './marketplace/sweep-transfers.ts'
import type { MessageCarrier } from './messages/message-carrier.ts'
import { pruneMessages } from './messages/message-store.ts'
import { pruneRequests } from './payments/idempotency-store.ts'
import type { PaymentDeps } from './payments/payment-deps.ts'
import { reconcilePayments } from './payments/reconcile-payments.ts'
import { releaseOrderless } from './payments/release-orderless.ts'
import { sweepOperations } from './payments/sweep-operations.ts'
import { eraseLapsedSecrets } from './tenants/drain-store.ts'

export type Workers = {
  wakeInbox(): void
  wakeMessages(): void
  start(): void
  stop(): Promise<void>
}

type WorkerDeps = Pick<PaymentDeps, 'db' | 'shop' | 'findPsp' | 'listPsps' | 'onCommit'> &
  Pick<MarketplaceDeps, 'findTransfers' | 'findMerchants'> & {
    preOrderDeadlineMs: number
    clock: DatabaseClock
    carrier: MessageCarrier
    /** Tells the other processes what was counted here. */
    shareCounts(): Promise<void>
    shopTick: ((limit: number) => Promise<number>) | null
    onDefect(error: unknown): void
  }

const lookEveryMs = 1_000
/** Nothing of it is urgent: the first look is half a minute after the payment. */
const orderlessEveryMs = 5_000
/** The first look-up is minutes after the payment. */
const reconcileEveryMs = 10_000
const measureClockEveryMs = 60_000
const pruneEveryMs = 10 * 60_000
const pruneMax = 1_000
const shopTickMax = 20

/** What goes on besides requests. Each loop claims its rows, so that any number of processes may run all of them. */
export function createWorkers(deps: WorkerDeps): Workers {
  const { db, onDefect } = deps
  const onNews = () => loops?.messages?.wake()
  let loops: { inbox: WorkerLoop; messages: WorkerLoop | null; others: WorkerLoop[] } | null = null
  return {
    wakeInbox: () => loops?.inbox.wake(),
    wakeMessages: onNews,
    start: () => {
      loops = {
        inbox: startLoop(() => applyInbox({ ...deps, onNews }), lookEveryMs, onDefect),
        messages: deps.carrier.carry && startLoop(deps.carrier.carry, lookEveryMs, onDefect),
        others: [
          startLoop(() => sweepOperations(deps), lookEveryMs, onDefect),
          startLoop(() => releaseOrderless(deps), orderlessEveryMs, onDefect),
          startLoop(() => reconcilePayments(deps), reconcileEveryMs, onDefect),
          startLoop(() => nothingDue(deps.shareCounts), lookEveryMs, onDefect),
          startLoop(() => nothingDue(deps.clock.measure), measureClockEveryMs, onDefect),
          startLoop(() => sweepTransfers(deps), lookEveryMs, onDefect),
          startLoop(() => reconcileMerchants({ ...deps, onNews }), reconcileEveryMs, onDefect),
          startLoop(
            async () =>
              (await pruneRequests(db, pruneMax)) +
              (await pruneInbox(db, pruneMax)) +
              (await pruneMessages(db, pruneMax)) +
              (await pruneFailedAttempts(db, pruneMax)) +
              (await pruneCounts(db, pruneMax)) +
              (await eraseLapsedSecrets(db, pruneMax)),
            pruneEveryMs,
            onDefect,
          ),
          ...(deps.shopTick ? [startLoop(tick(deps.shopTick), lookEveryMs, onDefect)] : []),
        ],
      }
    },
    stop: async () => {
      const running = loops ? [loops.inbox, loops.messages, ...loops.others] : []
      loops = null
      await Promise.all(running.map((loop) => loop?.stop()))
    },
  }
}

const tick = (shopTick: (limit: number) => Promise<number>) => () => shopTick(shopTickMax)

/** What is done at its time and leaves nothing to do at once. */
const nothingDue = async (run: () => Promise<void>): Promise<number> => {
  await run()
  return 0
}
