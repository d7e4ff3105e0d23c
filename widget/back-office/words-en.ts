import type { Failure } from '../page-kit/failure.ts'
import type { AttentionGroup, PaymentStatus } from './api/contract.ts'
import { englishOrder } from './words-en-order.ts'
import { englishPayment } from './words-en-payment.ts'
import { englishFacts, englishKinds, englishNotes, englishTitles } from './words-en-titles.ts'

const statuses: Record<PaymentStatus, string> = {
  new: 'new',
  authorized: 'authorised',
  authorization_failed: 'authorisation failed',
  capture_requested: 'capture requested',
  captured: 'captured',
  capture_failed: 'capture failed',
  canceled: 'canceled',
  cancellation_failed: 'cancellation failed',
  overpaid: 'overpaid',
  underpaid: 'underpaid',
  refunded: 'refunded',
  'partially refunded': 'partially refunded',
  'refund failed': 'refund failed',
}

const failures: Partial<Record<Failure['kind'], string>> = {
  unreachable: 'The server did not answer. Check your connection and try again.',
  'database-unavailable': 'The database is not available at the moment. Try again shortly.',
  'payment-not-found': 'There is no such payment.',
  'order-not-found': 'There is no such order.',
  'resource-not-found': 'This is not available here.',
  'message-not-found': 'There is no such message any more.',
  'inbox-event-not-found': 'There is no such event any more.',
  'operation-not-allowed':
    'The payment has changed in the meantime and does not allow this now. Nothing was sent to the provider.',
  'order-event-not-available':
    'The order has changed in the meantime: this cannot be done with all of these items now. Nothing was moved.',
  'replay-not-needed': 'It is done already, or still being tried by itself.',
  'psp-unavailable':
    'The payment provider did not answer. Send it again: it is the same request and cannot be applied twice.',
  'request-in-flight': 'The first request is still running. Wait a moment and send it again.',
  'validation-failed': 'The server did not understand this. Check what you have entered.',
  'provider-unknown': 'This installation does not have this provider any more.',
  'configuration-invalid': 'Something in it is not right. Nothing was saved.',
  'configuration-changed':
    'Somebody else has changed this meanwhile. Nothing was saved: look at the newest and do it again.',
  'app-not-connected': 'This provider is not connected any more. Nothing was saved.',
  'tenant-not-configured': 'This provider is not connected.',
  'access-token-invalid': 'This is not an operator token of this server.',
  'access-token-missing': 'This is not an operator token of this server.',
}

const attentionText: Record<AttentionGroup['kind'], { title: string; text: string }> = {
  'payments-without-order': {
    title: 'Money without an order',
    text: 'The shopper has paid and the shop has no order yet. Without one the money is given back at the deadline.',
  },
  'orders-without-payment': {
    title: 'Orders without a payment',
    text: 'The order was placed and nobody has paid for it.',
  },
  'dead-messages': {
    title: 'Messages that the shop never took',
    text: 'Every attempt failed. The shop does not know what happened to these payments.',
  },
  'waiting-messages': {
    title: 'Messages that wait for long',
    text: 'The shop does not take them. They are still being tried.',
  },
  'dead-inbox-events': {
    title: 'Events that could not be applied',
    text: 'A provider told something that was not taken over after all attempts.',
  },
  'waiting-inbox-events': {
    title: 'Events that wait for long',
    text: 'They are not applied yet. They are still being tried.',
  },
  'unknown-operations': {
    title: 'Operations with an unknown outcome',
    text: 'The provider did not say what became of them. They are looked up by themselves.',
  },
  'failed-operations': {
    title: 'Captures, refunds and cancellations that failed',
    text: 'The provider refused. No money moved.',
  },
  'overshared-payments': {
    title: 'Paid out more than is left',
    text: 'Merchants have more of these payments than the shopper has not got back. The shop takes it back with a transfer.',
  },
  'unknown-transfers': {
    title: 'Transfers with an unknown outcome',
    text: 'The provider did not say whether the merchant has the money. They are looked up by themselves.',
  },
  'failed-transfers': {
    title: 'Payouts and reversals that failed',
    text: 'The provider refused. No money moved, and the shop can ask again.',
  },
}

export const english = {
  brand: 'Tillway',
  crumbs: 'Where you are',
  skipToContent: 'Skip to content',
  language: 'Language',
  nav: {
    label: 'Back office',
    menu: 'Menu',
    payments: 'Payments',
    orders: 'Orders',
    messages: 'Messages',
    attention: 'Needs attention',
    apps: 'Apps',
    methods: 'Payment methods',
    merchants: 'Merchants',
    transfers: 'Transfers',
    count: (count: string) => `${count} need attention`,
    elsewhere: 'Elsewhere',
    storefront: 'Storefront',
    'sandbox-panel': 'Sandbox provider',
    'api-docs': 'API documents',
    shortcuts: 'Keyboard shortcuts',
    signOut: 'Sign out',
  },
  modes: { test: 'test', live: 'live' },
  testMode: 'Test · no real money',
  signIn: {
    title: 'Sign in',
    lead: 'Paste the operator token of this server. It stays in this tab only.',
    token: 'Operator token',
    submit: 'Sign in',
    missing: 'Paste the operator token.',
    refused:
      'The token is not, or no longer, an operator token of this server. Paste the current one.',
    hint: 'The server is started with it as OPERATOR_TOKEN. A demo prints a link that signs you in.',
  },
  live: { lost: 'Live updates are lost. Trying again …', watching: 'Live' },
  offline: 'You are offline. What you see may be old.',
  old: 'This could not be read again, and may be old.',
  slow: 'This takes longer than usual …',
  slowAction: 'Still working …',
  loadFailed: 'This could not be loaded',
  retry: 'Try again',
  failed: 'Something went wrong on the server. Try again; if it stays, look into its log.',
  failures,
  copy: 'Copy',
  copied: 'Copied.',
  close: 'Close',
  dismiss: 'Dismiss',
  yes: 'yes',
  no: 'no',
  none: 'none',
  unsaved: {
    title: 'Leave without saving?',
    text: 'What you have changed here is not saved yet and would be lost.',
    stay: 'Stay here',
    leave: 'Discard changes',
  },
  notFound: {
    title: 'There is no such page',
    text: 'The address may be wrong.',
    back: 'To the payments',
  },
  list: {
    older: 'Older',
    newest: 'Newest',
    pages: 'Pages',
    clear: 'Clear filters',
    all: 'All',
    shown: (count: number) => (count === 1 ? '1 shown' : `${count} shown`),
  },
  shortcuts: {
    title: 'Keyboard shortcuts',
    list: [
      ['/', 'Search'],
      ['j  ↓', 'Next in the list'],
      ['k  ↑', 'Previous in the list'],
      ['Enter', 'Open'],
      ['Esc', 'Close, or back to the list'],
      ['?', 'These shortcuts'],
    ],
  },
  statuses,
  payments: {
    title: 'Payments',
    search: 'Search payments',
    searchHint: 'Transaction, order, cart, reference …',
    columns: {
      payment: 'Payment',
      status: 'Status',
      method: 'Method',
      order: 'Order',
      created: 'Created',
      amount: 'Amount',
    },
    filters: { status: 'Status', provider: 'Provider', mode: 'Mode', attention: 'Attention' },
    attention: {
      orderless: 'without an order',
      stuck: 'not ending',
      overshared: 'paid out too much',
      'failed-operation': 'failed operation',
    },
    noOrder: 'no order',
    empty: { title: 'No payments yet', text: 'The first one appears here by itself.' },
    noneFound: {
      title: 'No payment found',
      text: 'Whole ids are always found; otherwise type how an id begins.',
    },
    searchedBackTo: (time: string) =>
      `Looked at payments back to ${time}. “Older” searches on from there.`,
  },
  messages: {
    title: 'Messages',
    toShop: 'To the shop',
    fromProviders: 'From providers',
    states: {
      waiting: 'Waiting',
      delivered: 'Delivered',
      dead: 'Dead',
      applied: 'Applied',
      ignored: 'Ignored',
    },
    empty: {
      waiting: { title: 'Nothing waits', text: 'Everything was handed on.' },
      delivered: { title: 'Nothing was delivered yet', text: 'What the shop takes is kept here.' },
      dead: { title: 'Nothing is dead', text: 'Nobody has to mend anything here.' },
      applied: { title: 'Nothing was applied yet', text: 'What providers tell is kept here.' },
      ignored: { title: 'Nothing was ignored', text: 'Everything that arrived was of use.' },
    },
    attempts: (count: number) => (count === 1 ? '1 attempt' : `${count} attempts`),
    next: (time: string) => `next attempt ${time}`,
    payload: 'Payload',
    columns: { message: 'Message', about: 'About', when: 'When', state: 'State' },
    noPayment: 'no payment',
  },
  attention: {
    title: 'Needs attention',
    lead: 'What does not mend itself, the oldest first.',
    clear: {
      title: 'Nothing needs you',
      text: 'Every payment has its order, every message was taken, and no operation is open. This page fills by itself.',
    },
    clearKinds: 'Nothing in',
    groups: attentionText,
    all: (count: string) => `All ${count}`,
    since: (time: string) => `since ${time}`,
  },
  titles: englishTitles,
  notes: englishNotes,
  kinds: englishKinds,
  factNames: englishFacts,
  ...englishPayment,
  ...englishOrder,
}
