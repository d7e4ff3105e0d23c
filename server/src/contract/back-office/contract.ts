import {
  checkAppCredentials,
  disconnectAppByHand,
  listApps,
  readAppForm,
  saveAppConfiguration,
} from './apps.ts'
import { readAttention } from './attention.ts'
import { streamChanges } from './changes.ts'
import { searchMerchants, searchTransfers } from './marketplace.ts'
import { replayInboxEvent, replayMessage, searchInbox, searchMessages } from './messages.ts'
import { drawOrderProcess, fireOrderEvent, inspectOrder, searchOrders } from './orders.ts'
import { explainMethods, listMethodSettings, saveMethodSettings } from './payment-methods.ts'
import { inspectPayment, operatePayment, searchPayments } from './payments.ts'
import { readSession } from './session.ts'

/** Every operation of the back office that is answered in JSON:API. */
export const backOfficeContract = [
  readSession,
  readAttention,
  searchPayments,
  inspectPayment,
  operatePayment,
  searchOrders,
  inspectOrder,
  fireOrderEvent,
  searchMessages,
  replayMessage,
  searchInbox,
  replayInboxEvent,
  listApps,
  readAppForm,
  saveAppConfiguration,
  checkAppCredentials,
  disconnectAppByHand,
  listMethodSettings,
  saveMethodSettings,
  explainMethods,
  searchMerchants,
  searchTransfers,
] as const
export type BackOfficeContract = typeof backOfficeContract

/** What the back office answers in other media: events and pictures. */
export const backOfficeMedia = [streamChanges, drawOrderProcess] as const
