import { randomUUID } from 'node:crypto'
import type { BackOfficeDeps } from '../../back-office/back-office-deps.ts'
import {
  checkAppCredentials,
  disconnectAppByHand,
  saveAppConfiguration,
} from '../../back-office/change-apps.ts'
import { explainMethods } from '../../back-office/explain-methods.ts'
import { fireOrderEvent } from '../../back-office/fire-order-event.ts'
import { inspectOrder } from '../../back-office/inspect-order.ts'
import { inspectPayment } from '../../back-office/inspect-payment.ts'
import { listApps } from '../../back-office/list-apps.ts'
import { listMethodSettings } from '../../back-office/list-method-settings.ts'
import { operatePayment } from '../../back-office/operate-payment.ts'
import { readAppForm } from '../../back-office/read-app-form.ts'
import { readAttention } from '../../back-office/read-attention.ts'
import { replayDeadEvent, replayDeadMessage } from '../../back-office/replay-dead.ts'
import { saveMethodSettings } from '../../back-office/save-method-settings.ts'
import { searchInbox } from '../../back-office/search-inbox.ts'
import { searchMerchants, searchTransfers } from '../../back-office/search-marketplace.ts'
import { searchMessages } from '../../back-office/search-messages.ts'
import { searchOrders } from '../../back-office/search-orders.ts'
import { searchPayments } from '../../back-office/search-payments.ts'
import type { BackOfficeContract } from '../../contract/back-office/contract.ts'
import type { Failure, FailureKind } from '../../contract/failures.ts'
import { answerOnce } from '../../payments/answer-once.ts'
import { fail, ok, type Result } from '../../result.ts'
import type { Handlers, Resource } from '../handlers.ts'
import type { IdempotencyKey } from '../request-context.ts'

/** The back office's API on one screen. */
export const createBackOfficeHandlers = (deps: BackOfficeDeps): Handlers<BackOfficeContract> => ({
  readSession: async ({ identity }) =>
    ok(
      toResource({
        ...(await deps.readSession(identity.tenant)),
        hasOrders: deps.orderDesk !== null,
        hasMarketplace: deps.marketplaceDesk !== null,
      }),
    ),
  readAttention: async ({ identity }) =>
    ok(toResource({ groups: await readAttention(deps, identity.tenant) })),
  searchPayments: async ({ identity, query }) =>
    toAnswer(await searchPayments(deps, { ...query, tenant: identity.tenant })),
  inspectPayment: async ({ identity, params: { transactionId } }) =>
    toAnswer(await inspectPayment(deps, { tenant: identity.tenant, transactionId }), transactionId),
  operatePayment: async ({ identity: { tenant }, input, idempotency }) => {
    if (!idempotency) return fail(keyMissing)
    const claim = toClaim(tenant, 'operatePayment', idempotency)
    const done = await answerOnce(deps, claim, () =>
      operatePayment(deps, { tenant, ...input }, idempotency.key),
    )
    return { ...toAnswer(done), replayed: done.replayed ?? false }
  },
  searchOrders: async ({ identity: { tenant }, query: { attention, q, state, ...page } }) =>
    toAnswer(
      await searchOrders(
        deps,
        { tenant, q, state, isWithoutPayment: attention === 'without-payment' },
        page,
      ),
    ),
  inspectOrder: async ({ identity, params: { orderReference } }) =>
    toAnswer(await inspectOrder(deps, { tenant: identity.tenant, orderReference }), orderReference),
  fireOrderEvent: async ({ identity: { tenant }, input, idempotency }) => {
    const claim = idempotency && toClaim(tenant, 'fireOrderEvent', idempotency)
    const commandId = idempotency?.key ?? randomUUID()
    const done = await answerOnce(deps, claim, () =>
      fireOrderEvent(deps, { tenant, commandId, ...input }),
    )
    return { ...toAnswer(done), replayed: done.replayed ?? false }
  },
  searchMessages: async ({ identity: { tenant }, query }) =>
    ok(toResource(await searchMessages(deps, { ...query, tenant }))),
  replayMessage: async ({ identity: { tenant }, input }) =>
    toAnswer(await replayDeadMessage(deps, { ...input, tenant })),
  searchInbox: async ({ identity: { tenant }, query }) =>
    ok(toResource(await searchInbox(deps, { ...query, tenant }))),
  replayInboxEvent: async ({ identity: { tenant }, input }) =>
    toAnswer(await replayDeadEvent(deps, { ...input, tenant })),
  ...createAppHandlers(deps),
  searchMerchants: async ({ identity: { tenant }, query: { cursor, limit, ...search } }) =>
    toAnswer(await searchMerchants(deps, { ...search, tenant }, { cursor, limit })),
  searchTransfers: async ({ identity: { tenant }, query: { cursor, limit, ...search } }) =>
    toAnswer(await searchTransfers(deps, { ...search, tenant }, { cursor, limit })),
})

type AppOperation =
  | 'listApps'
  | 'readAppForm'
  | 'saveAppConfiguration'
  | 'checkAppCredentials'
  | 'disconnectAppByHand'
  | 'listMethodSettings'
  | 'saveMethodSettings'
  | 'explainMethods'

const createAppHandlers = ({
  app,
}: BackOfficeDeps): Pick<Handlers<BackOfficeContract>, AppOperation> => ({
  listApps: async ({ identity }) => ok(toResource({ apps: await listApps(app, identity.tenant) })),
  readAppForm: async ({ identity: { tenant }, params: { provider } }) =>
    toAnswer(await readAppForm(app, { tenant, provider }), provider),
  saveAppConfiguration: async ({ identity: { tenant }, input }) =>
    toAnswer(await saveAppConfiguration(app, { ...input, tenant })),
  checkAppCredentials: async ({ identity: { tenant }, input }) =>
    toAnswer(await checkAppCredentials(app, { ...input, tenant })),
  disconnectAppByHand: async ({ identity: { tenant }, input }) =>
    toAnswer(await disconnectAppByHand(app, { ...input, tenant })),
  listMethodSettings: async ({ identity: { tenant } }) =>
    ok(toResource({ groups: await listMethodSettings(app, tenant) })),
  saveMethodSettings: async ({ identity: { tenant }, input }) =>
    toAnswer(await saveMethodSettings(app, { ...input, tenant })),
  explainMethods: async ({ identity: { tenant }, query }) => {
    const { amount, currency, country, placement } = query
    const purchase = {
      amountMinor: amount ?? null,
      currency: currency ?? null,
      countryCode: country ?? null,
      placement: placement ?? null,
    }
    return ok(toResource({ methods: await explainMethods(app, tenant, purchase) }))
  },
})

const keyMissing: Failure<'idempotency-key-invalid'> = {
  kind: 'idempotency-key-invalid',
  detail: 'Send an Idempotency-Key: without one, a repeated request would move money again.',
  source: { header: 'Idempotency-Key' },
}

/** Operators share one token, and so their keys. */
const toClaim = (tenant: string, operation: string, idempotency: IdempotencyKey) => ({
  tenant,
  caller: 'operator',
  operation,
  ...idempotency,
})

const toResource = <Attributes>(
  attributes: Attributes,
  id: string | null = null,
): Resource<Attributes> => ({ id, attributes })

const toAnswer = <Attributes, Kind extends FailureKind>(
  answer: Result<Attributes, Failure<Kind>>,
  id: string | null = null,
): Result<Resource<Attributes>, Failure<Kind>> =>
  answer.ok ? ok(toResource(answer.value, id)) : fail(answer.failure)
