import type { Executor } from '../../database/database.ts'
import { claimTimeouts, findTimeouts, keepChange } from '../../shop/builtin/advance-store.ts'
import {
  findOffer,
  keepApp,
  keepMethod,
  keepOffer,
  listToldMethods,
} from '../../shop/builtin/app-news-store.ts'
import {
  findItem,
  findOpenCart,
  insertCart,
  listOpenCarts,
  lockCart,
  lockOpenCarts,
  markCartOrdered,
  mergeCart,
  reopenCart,
  replaceDelivery,
  replaceItem,
} from '../../shop/builtin/cart-store.ts'
import {
  acceptCommand,
  claimCommands,
  deleteUnsentCancellations,
  keepOpenItems,
  type TransferCommand,
} from '../../shop/builtin/command-store.ts'
import { findCustomer, insertCustomer } from '../../shop/builtin/customer-store.ts'
import {
  countOrders,
  findDeskOrder,
  listItemHistories,
  searchOrders,
} from '../../shop/builtin/desk-store.ts'
import {
  insertBegunMerchant,
  keepMerchantStatus,
  listMerchantStatuses,
  listPaidItems,
} from '../../shop/builtin/merchant-store.ts'
import { findProcessed, insertMetadata, insertProcessed } from '../../shop/builtin/message-store.ts'
import type { Order, OrderTerms } from '../../shop/builtin/order.ts'
import {
  countStart,
  keepTransactionId,
  replacePayment,
} from '../../shop/builtin/order-change-store.ts'
import {
  countRecentOrders,
  findLiveOrder,
  findOrderOfTransaction,
  findOwnedOrder,
  insertOrder,
  listOwnedOrders,
  lockOrder,
} from '../../shop/builtin/order-store.ts'
import {
  findStock,
  insertStock,
  listStock,
  lockStock,
  takeStock,
} from '../../shop/builtin/stock-store.ts'
import type { StoreCalls } from './store-calls.ts'
import { ours } from './twin-rows.ts'

const owner = { tenant: ours, owner: 'owner-1' }
const cart = { tenant: ours, id: 'cart-1' }
const paidOrder = { tenant: ours, orderReference: 'DE--1' }
const unpaidOrder = { tenant: ours, orderReference: 'DE--2' }
const told = { tenant: ours, timestamp: '2126-01-15T09:14:02.118Z' }
const app = { appIdentifier: 'tillway-sandbox-test' }

const address = {
  ...{ firstName: 'Ada', lastName: 'Kern', address1: 'Torstr.', address2: '1' },
  ...{ zipCode: '10119', city: 'Berlin', iso2Code: 'DE' },
}

const terms = (idCart: string): OrderTerms => ({
  ...{ idCart, owner: 'owner-1', currency: 'EUR', shippingAddress: address },
  totals: {
    ...{ subtotal: 1000, expenseTotal: 0, discountTotal: 0, taxTotal: 160, grandTotal: 1000 },
    priceToPay: 1000,
  },
  ...{ shipment: { name: 'Standard', carrierName: 'DHL', price: 0 }, billingAddress: address },
  customer: { firstName: 'Ada', lastName: 'Kern', email: 'ada@example.org' },
  ...{ paymentProvider: 'sandbox', paymentMethod: 'card', localeName: 'en_US', isPreOrder: false },
})

const newOrder = {
  items: [
    { sku: 'fjord', name: 'Fjord', quantity: 1, unitPriceMinor: 1000, merchantReference: null },
  ],
  ...{ deadlineMs: 1000, transactionId: null, process: 'demo' },
  first: {
    ...{ state: 'new', awaiting: null, entries: [{ state: 'new', event: null }] },
    timeouts: [{ event: 'cancel', dueInMs: 1000 }],
  },
}

const command: TransferCommand = {
  ...{ ...paidOrder, messageId: 'command-1', name: 'TransferPayments', payload: { items: [] } },
  ...{ createdAt: new Date(0), isLastAttempt: false },
}

const moveOn = (order: Order) => ({
  order: { ...order, isCancellationPending: true },
  items: order.items.map((item) => ({ ...item, state: 'closed', hasEntered: true })),
  entries: [{ itemId: '1000001', state: 'closed', event: 'close', note: null }],
  timeouts: [{ itemId: '1000001', event: 'forget', dueInMs: 1 }],
  firedTimeouts: [{ itemId: '1000001', event: 'close' }],
  commands: [{ messageId: 'command-new', name: 'RefundPayment', payload: {} }],
})

async function advance(db: Executor): Promise<void> {
  const order = await lockOrder(db, paidOrder)
  if (order) await keepChange(db, moveOn(order))
}

const search = { tenant: ours, isWithoutPayment: false }
const page = { from: null, limit: 10 }

const ordersAndCarts: StoreCalls = {
  'shop/builtin/cart-store.ts': {
    listOpenCarts: (db) => listOpenCarts(db, owner, null, 10),
    findOpenCart: (db) => findOpenCart(db, owner, 'cart-1'),
    lockCart: (db) => lockCart(db, owner, 'cart-1'),
    lockOpenCarts: (db) => lockOpenCarts(db, ours, ['owner-1', 'guest:ada']),
    insertCart: [
      (db) => insertCart(db, owner, 'cart-new', 'New'),
      (db) => insertCart(db, { tenant: ours, owner: 'guest:ada' }, 'cart-new', 'New'),
    ],
    findItem: (db) => findItem(db, cart, 'fjord'),
    replaceItem: [
      (db) => replaceItem(db, cart, 'fjord', 7),
      (db) => replaceItem(db, cart, 'fjord', 0),
    ],
    mergeCart: (db) => mergeCart(db, cart, 'cart-2'),
    markCartOrdered: (db) => markCartOrdered(db, cart, '1'),
    reopenCart: (db) => reopenCart(db, { tenant: ours, id: 'cart-3' }),
    replaceDelivery: (db) =>
      replaceDelivery(db, owner, 'cart-1', { country: 'DE', idShipmentMethod: '1' }),
  },
  'shop/builtin/order-store.ts': {
    findOwnedOrder: (db) => findOwnedOrder(db, owner, 'DE--1'),
    listOwnedOrders: (db) => listOwnedOrders(db, owner, 10),
    findLiveOrder: (db) => findLiveOrder(db, owner, 'cart-DE--1'),
    findOrderOfTransaction: (db) =>
      findOrderOfTransaction(db, { ...owner, transactionId: 'tx-paid' }),
    lockOrder: (db) => lockOrder(db, paidOrder),
    insertOrder: (db) => insertOrder(db, ours, terms('cart-1'), newOrder),
    countRecentOrders: (db) => countRecentOrders(db, ours, 'cart-DE--2'),
  },
  'shop/builtin/order-change-store.ts': {
    countStart: (db) => countStart(db, unpaidOrder),
    replacePayment: (db) =>
      replacePayment(db, unpaidOrder, { transactionId: 'tx-new', redirectUrl: null }),
    keepTransactionId: (db) => keepTransactionId(db, unpaidOrder, 'tx-new'),
  },
  'shop/builtin/advance-store.ts': {
    keepChange: advance,
    claimTimeouts: (db) => claimTimeouts(db, ours, 10),
    findTimeouts: (db) => findTimeouts(db, paidOrder),
  },
  'shop/builtin/desk-store.ts': {
    searchOrders: [
      (db) => searchOrders(db, search, page),
      (db) => searchOrders(db, { ...search, q: 'ada@example.org', isWithoutPayment: true }, page),
    ],
    countOrders: (db) => countOrders(db, { ...search, state: 'payment captured' }, 100),
    findDeskOrder: (db) => findDeskOrder(db, paidOrder),
    listItemHistories: (db) => listItemHistories(db, paidOrder),
  },
}

export const shopCalls: StoreCalls = {
  ...ordersAndCarts,
  'shop/builtin/app-news-store.ts': {
    keepMethod: (db) =>
      keepMethod(db, told, {
        ...{ provider: 'sandbox', method: 'card', isActive: false, configuration: {} },
      }),
    listToldMethods: (db) => listToldMethods(db, ours),
    keepApp: (db) => keepApp(db, told, { ...app, status: 'NEW', isActive: true, config: {} }),
    keepOffer: (db) => keepOffer(db, told, { ...app, offer: {} }),
    findOffer: (db) => findOffer(db, ours),
  },
  'shop/builtin/command-store.ts': {
    claimCommands: [
      (db) => claimCommands(db, ours, { messageId: null, limit: 10 }),
      (db) => claimCommands(db, ours, { messageId: 'command-1', limit: 1 }),
    ],
    acceptCommand: (db) => acceptCommand(db, command),
    keepOpenItems: (db) => keepOpenItems(db, command, []),
    deleteUnsentCancellations: (db) => deleteUnsentCancellations(db, paidOrder),
  },
  'shop/builtin/customer-store.ts': {
    findCustomer: (db) => findCustomer(db, ours, 'ada@example.org'),
    insertCustomer: (db) =>
      insertCustomer(db, ours, {
        ...{ owner: 'owner-new', customerReference: 'DE--c2', email: 'bo@example.org' },
        ...{ firstName: 'Bo', lastName: 'Lind', passwordHash: 'none' },
      }),
  },
  'shop/builtin/merchant-store.ts': {
    keepMerchantStatus: (db) =>
      keepMerchantStatus(db, told, {
        ...{ merchantReference: 'm-1', ...app, status: 'rejected', additionalInfo: null },
      }),
    insertBegunMerchant: (db) =>
      insertBegunMerchant(db, ours, { merchantReference: 'm-2', ...app }),
    listMerchantStatuses: (db) => listMerchantStatuses(db, { tenant: ours, ...app }),
    listPaidItems: (db) => listPaidItems(db, { tenant: ours, merchantReference: 'm-1' }, 10),
  },
  'shop/builtin/message-store.ts': {
    insertProcessed: (db) => insertProcessed(db, { tenant: ours, messageId: 'message-new' }),
    findProcessed: (db) => findProcessed(db, { tenant: ours, messageId: 'message-1' }),
    insertMetadata: (db) =>
      insertMetadata(
        db,
        {
          ...{ messageId: 'message-new', tenant: ours, name: 'PaymentCaptured', payload: {} },
          ...{ channel: 'payment-events', timestamp: '2026-01-15T09:14:02.118Z' },
        },
        'DE--1',
      ),
  },
  'shop/builtin/stock-store.ts': {
    listStock: (db) => listStock(db, ours),
    findStock: (db) => findStock(db, ours, 'fjord'),
    insertStock: (db) => insertStock(db, ours, [{ sku: 'lykke', quantity: 9 }]),
    lockStock: (db) => lockStock(db, ours, ['fjord']),
    takeStock: (db) => takeStock(db, ours, [{ sku: 'fjord', quantity: 1 }]),
  },
}
