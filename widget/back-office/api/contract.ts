import type * as apps from '../../../server/src/contract/back-office/apps.ts'
import type * as attention from '../../../server/src/contract/back-office/attention.ts'
import type { Changes } from '../../../server/src/contract/back-office/changes.ts'
import type * as marketplace from '../../../server/src/contract/back-office/marketplace.ts'
import type * as messages from '../../../server/src/contract/back-office/messages.ts'
import type * as orders from '../../../server/src/contract/back-office/orders.ts'
import type * as parts from '../../../server/src/contract/back-office/parts.ts'
import type * as methods from '../../../server/src/contract/back-office/payment-methods.ts'
import type * as payments from '../../../server/src/contract/back-office/payments.ts'
import type { readSession } from '../../../server/src/contract/back-office/session.ts'
import type { OutputOf, WireInputOf } from '../../../server/src/contract/operation.ts'

export type { PaymentStatus } from '../../../server/src/contract/glue/payments.ts'
export type { Changes }

export type BackOfficeSession = OutputOf<typeof readSession>

export type Tone = parts.Tone
export type Title = parts.Title
export type Facts = parts.Facts
export type Fact = Facts[string]
export type RecordLink = parts.Link
export type Repair = parts.Repair

export type PaymentRow = parts.PaymentRow
export type PaymentList = OutputOf<typeof payments.searchPayments>
export type PaymentDossier = OutputOf<typeof payments.inspectPayment>
export type PaymentAction = payments.PaymentAction
export type PaymentOperationKind = payments.PaymentOperationKind
export type PaymentOperation = WireInputOf<typeof payments.operatePayment>
export type OperationReport = OutputOf<typeof payments.operatePayment>
export type TimelineEntry = payments.TimelineEntry
export type Movement = PaymentDossier['movements'][number]

export type OrderRow = orders.OrderRow
export type OrderItem = orders.OrderItem
export type OrderList = OutputOf<typeof orders.searchOrders>
export type OrderDossier = OutputOf<typeof orders.inspectOrder>
export type FiredEvent = OutputOf<typeof orders.fireOrderEvent>

export type MessageRow = messages.MessageRow
export type MessageState = messages.MessageState
export type MessageList = OutputOf<typeof messages.searchMessages>
export type InboxRow = messages.InboxRow
export type InboxState = messages.InboxState
export type InboxList = OutputOf<typeof messages.searchInbox>

export type AttentionGroup = attention.AttentionGroup
export type AttentionItem = attention.AttentionItem
export type AttentionList = OutputOf<typeof attention.readAttention>

export type App = apps.App
export type AppConnection = apps.AppConnection
export type AppField = apps.AppField
export type AppList = OutputOf<typeof apps.listApps>
export type AppForm = OutputOf<typeof apps.readAppForm>
export type SavedApp = OutputOf<typeof apps.saveAppConfiguration>
export type CheckedCredentials = OutputOf<typeof apps.checkAppCredentials>

export type MethodRow = methods.MethodRow
export type MethodGroup = methods.MethodGroup
export type MethodGroups = OutputOf<typeof methods.listMethodSettings>
export type MethodExplanations = OutputOf<typeof methods.explainMethods>
export type MethodExplanation = MethodExplanations['methods'][number]

export type MerchantRow = marketplace.MerchantRow
export type MerchantList = OutputOf<typeof marketplace.searchMerchants>
export type TransferRow = marketplace.TransferRow
export type TransferState = marketplace.TransferState
export type TransferList = OutputOf<typeof marketplace.searchTransfers>
