import type {
  App,
  AppConnection,
  AppForm,
  BackOfficeSession,
  MessageRow,
  MethodGroup,
  MethodRow,
  OrderDossier,
  PaymentAction,
  PaymentDossier,
  PaymentRow,
  TimelineEntry,
} from '../api/contract.ts'

/** What a session answers, unless a test says otherwise. */
export const aSession = (own: Partial<BackOfficeSession> = {}): BackOfficeSession => ({
  tenant: 'demo',
  merchantName: 'Lumen & Oak',
  mode: 'test',
  isDemo: true,
  hasOrders: true,
  hasMarketplace: true,
  links: [{ rel: 'sandbox-panel', href: 'http://localhost:4001/chaos' }],
  ...own,
})

/** An authorised payment of 248.90 EUR. */
export const aPayment = (own: Partial<PaymentRow> = {}): PaymentRow => ({
  transactionId: 'tx_1',
  orderReference: 'DE--1042',
  cartId: null,
  pspReference: 'ch_6fPq0sLr7mVb2nKx',
  amount: 24890,
  captured: 0,
  refunded: 0,
  currency: 'EUR',
  status: 'authorized',
  outcome: 'paid',
  method: 'card',
  provider: 'sandbox',
  mode: 'test',
  createdAt: '2026-01-15T09:14:02.118Z',
  updatedAt: '2026-01-15T09:14:41.012Z',
  ...own,
})

/** One line of a timeline. */
export const anEntry = (own: Partial<TimelineEntry> = {}): TimelineEntry => ({
  id: `history:${own.at ?? '1'}`,
  at: '2026-01-15T09:14:02.118Z',
  kind: 'history',
  title: { key: 'history.payment-created', params: {}, words: 'payment created' },
  tone: 'info',
  normalised: {},
  raw: null,
  links: [],
  repair: null,
  ...own,
})

/** What sends a dead message again. */
const aReplay = (messageId: string): NonNullable<MessageRow['repair']> => ({
  action: 'replay-message',
  path: '/back-office/api/message-replays',
  type: 'message-replays',
  attributes: { messageId },
})

/** That the shop never took a message. */
export const aDeadMessage = (own: Partial<TimelineEntry> = {}): TimelineEntry =>
  anEntry({
    id: 'message:m1',
    kind: 'message',
    title: {
      key: 'message.dead',
      params: { name: 'PaymentCaptured' },
      words: 'The shop never took PaymentCaptured',
    },
    tone: 'bad',
    normalised: { name: 'PaymentCaptured', state: 'dead', attempts: 21, note: 'attempts-spent' },
    raw: { orderReference: 'DE--1042', amount: 24890 },
    links: [{ rel: 'message', id: 'm1' }],
    repair: aReplay('m1'),
    ...own,
  })

const allowed = (kind: PaymentAction['kind'], maxAmount: number | null): PaymentAction => ({
  kind,
  isAllowed: true,
  maxAmount,
  reason: null,
})

type OwnDossier = Partial<Omit<PaymentDossier, 'payment' | 'money'>> & {
  payment?: Partial<PaymentDossier['payment']>
  money?: Partial<PaymentDossier['money']>
}

/** Everything of one payment: authorised, with two items, to be captured or canceled. */
export const aDossier = ({ payment, money, ...own }: OwnDossier = {}): PaymentDossier => ({
  payment: {
    ...aPayment(),
    strategy: 'hosted-payment-page',
    orderItemIds: ['7', '8'],
    pspStatus: 'authorized',
    isProcessing: false,
    failureReason: null,
    customerEmail: 'ada@example.org',
    requested: null,
    orderless: null,
    ...payment,
  },
  money: {
    authorised: 24890,
    captured: 0,
    refunded: 0,
    voided: 0,
    capturing: 0,
    refunding: 0,
    currency: payment?.currency ?? 'EUR',
    ...money,
  },
  movements: [],
  items: [
    aLine({ id: '7', name: 'Desk lamp “Fjord”', sumPrice: 14900 }),
    aLine({ id: '8', name: 'Pendant “Amber”', sumPrice: 9500 }),
  ],
  actions: [
    allowed('capture', 24890),
    allowed('cancel', null),
    {
      kind: 'refund',
      isAllowed: false,
      maxAmount: null,
      reason: { key: 'action.refund.not-captured', params: {}, words: 'No money was captured.' },
    },
    allowed('look-up', null),
  ],
  timeline: { entries: [anEntry()], limit: 200, isTruncated: false },
  ...own,
})

/** One thing that was bought. */
const aLine = (own: Partial<PaymentDossier['items'][number]>): PaymentDossier['items'][number] => ({
  id: '7',
  sku: 'fjord',
  name: 'Desk lamp “Fjord”',
  quantity: 1,
  unitPrice: 14900,
  sumPrice: 14900,
  state: 'payment authorized',
  ...own,
})

/** An order of two items, one of which has been shipped. */
export const anOrder = (own: Partial<OrderDossier> = {}): OrderDossier => ({
  order: {
    orderReference: 'DE--1042',
    createdAt: '2026-01-15T09:14:02.118Z',
    currency: 'EUR',
    grandTotal: 24890,
    customerName: 'Ada Kern',
    customerEmail: 'ada@example.org',
    states: [
      { state: 'payment captured', count: 1 },
      { state: 'shipped', count: 1 },
    ],
    transactionId: 'tx_1',
  },
  totals: {
    subtotal: 24400,
    expenseTotal: 490,
    discountTotal: 0,
    taxTotal: 3974,
    grandTotal: 24890,
    priceToPay: 24890,
  },
  items: [
    anOrderItem({ id: '7', events: ['ship', 'refund'] }),
    anOrderItem({
      id: '8',
      sku: 'amber',
      name: 'Pendant “Amber”',
      unitPrice: 9500,
      sumPrice: 9500,
      state: 'shipped',
      events: ['deliver', 'refund'],
    }),
  ],
  payment: aPayment({ status: 'captured', captured: 24890 }),
  ...own,
})

/** One item of an order with what can be done with it. */
const anOrderItem = (
  own: Partial<OrderDossier['items'][number]>,
): OrderDossier['items'][number] => ({
  id: '7',
  sku: 'fjord',
  name: 'Desk lamp “Fjord”',
  quantity: 1,
  unitPrice: 14900,
  sumPrice: 14900,
  process: 'ForeignPaymentB2C',
  state: 'payment captured',
  since: '2026-01-15T09:14:41.012Z',
  history: [
    { state: 'new', event: null, at: '2026-01-15T09:14:02.118Z' },
    { state: 'payment captured', event: 'capture', at: '2026-01-15T09:14:41.012Z' },
  ],
  events: [],
  ...own,
})

/** A card that is offered as its provider has it. */
export function aMethodRow(own: Partial<MethodRow> = {}): MethodRow {
  const settable = {
    placements: ['checkout' as const],
    countries: null,
    currencies: null,
    minimumAmount: null,
    maximumAmount: null,
    names: { en: { name: 'Card', description: '' }, de: { name: 'Karte', description: '' } },
  }
  return {
    method: 'card',
    strategy: 'hosted-payment-page',
    isEnabled: true,
    ...settable,
    icons: [],
    providerHas: { ...settable },
    ...own,
  }
}

/** The methods of a test connection that shoppers see. */
export const aMethodGroup = (own: Partial<MethodGroup> = {}): MethodGroup => ({
  provider: 'sandbox',
  title: 'Sandbox',
  mode: 'test',
  status: 'CONNECTED',
  version: 2,
  isShown: true,
  methods: [
    aMethodRow(),
    aMethodRow({ method: 'wallet', names: { en: { name: 'Wallet', description: '' } } }),
    aMethodRow({ method: 'kite', names: { en: { name: 'Kite', description: '' } } }),
  ],
  ...own,
})

/** The form of a provider with a secret, a choice and a text. */
export const anAppForm = (own: Partial<AppForm> = {}): AppForm => ({
  provider: 'sandbox',
  title: 'Sandbox',
  schema: {
    properties: {
      environment: { type: 'string', enum: ['test', 'live'] },
      businessModel: { type: 'string', enum: ['direct', 'marketplace'], default: 'direct' },
      secretKey: { type: 'string', title: 'Secret key', writeOnly: true },
      pageTitle: { type: 'string', title: 'Page title', maxLength: 20 },
    },
    required: ['environment', 'secretKey'],
  },
  connections: [],
  webhookUrls: { test: 'https://pay.example/webhooks/test/sandbox/demo', live: 'https://x/live' },
  ...own,
})

/** A test connection that the provider knows. */
const aConnection = (own: Partial<AppConnection> = {}): AppConnection => ({
  mode: 'test',
  status: 'CONNECTED',
  version: 2,
  since: '2026-01-15T09:14:02.118Z',
  accountId: 'acct_1',
  configuration: { environment: 'test', businessModel: 'direct' },
  isMarketplace: false,
  methods: { enabled: 2, all: 3 },
  openPayments: 2,
  merchants: 0,
  ...own,
})

export const anApp = (own: Partial<App> = {}): App => ({
  provider: 'sandbox',
  title: 'Sandbox',
  canConnect: true,
  connections: [aConnection()],
  webhookUrls: anAppForm().webhookUrls,
  ...own,
})
