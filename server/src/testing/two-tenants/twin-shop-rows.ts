import type { TwinRows } from './twin-rows.ts'

const hourAgo = `now() - interval '1 hour'`
const address = `jsonb_build_object('firstName', 'Ada', 'lastName', 'of ' || tenant, 'address1', 'Torstr.',
  'address2', '1', 'zipCode', '10119', 'city', 'Berlin', 'iso2Code', 'DE')`

/** Rows of the built-in shop. */
export const shopRows: TwinRows = {
  stock: `insert into shop.stock (tenant, sku, quantity)
    select tenant, s.sku, 50 from tenants, (values ('fjord'), ('amber')) as s (sku)`,
  customers: `insert into shop.customers (tenant, owner, customer_reference, email, first_name, last_name, password_hash)
    select tenant, 'owner-1', 'DE--c1', 'ada@example.org', 'Ada', 'of ' || tenant, 'password of ' || tenant from tenants`,
  carts: `insert into shop.carts (tenant, id, owner, name, status, opened_at)
    select tenant, c.id, c.owner, 'cart of ' || tenant, c.status, ${hourAgo}
    from tenants, (values
      ('cart-1', 'owner-1', 'open'), ('cart-2', 'guest:ada', 'open'), ('cart-3', 'owner-1', 'ordered')
    ) as c (id, owner, status)`,
  cartItems: `insert into shop.cart_items (tenant, cart_id, sku, quantity, added_at)
    select tenant, c.id, 'fjord', 2, ${hourAgo} from tenants, (values ('cart-1'), ('cart-2')) as c (id)`,
  orders: `insert into shop.orders (tenant, order_reference, cart_id, owner, state, currency, subtotal, expense_total,
      discount_total, tax_total, grand_total, shipment, shipping_address, billing_address, customer, payment_provider,
      payment_method, locale_name, transaction_id, created_at, expires_at)
    select tenant, o.reference, 'cart-' || o.reference, 'owner-1', o.state, 'EUR', 1000, 0, 0, 160, 1000,
      '{"name":"Standard","carrierName":"DHL","price":0}', ${address}, ${address},
      jsonb_build_object('firstName', 'Ada', 'lastName', 'of ' || tenant, 'email', 'ada@example.org'),
      'sandbox', 'card', 'en_US', o.transaction, ${hourAgo}, ${hourAgo}
    from tenants, (values ('DE--1', 'captured', 'tx-paid'), ('DE--2', 'payment pending', null))
      as o (reference, state, transaction)`,
  orderItems: `insert into shop.order_items (tenant, id, order_reference, sku, name, quantity, unit_price, state,
      payment_facts, entered_at, merchant_reference, item_reference)
    select tenant, i.id, i.reference, 'fjord', 'lamp of ' || tenant, 1, 1000, 'payment captured',
      '{"transferId":"tr-paid","commissionMinor":100}', ${hourAgo}, 'm-1',
      ('00000000-0000-4000-9000-00000000000' || i.id % 10)::uuid
    from tenants, (values (1000001, 'DE--1'), (1000002, 'DE--2')) as i (id, reference)`,
  orderItemHistory: `insert into shop.order_item_history (tenant, id, item_id, order_reference, state, note, entered_at)
    overriding system value
    select tenant, 1000001, 1000001, 'DE--1', 'payment captured', 'noted by ' || tenant, ${hourAgo} from tenants`,
  orderTimeouts: `insert into shop.order_timeouts (tenant, item_id, event, order_reference, due_at)
    select tenant, 1000001, 'close', 'DE--1', ${hourAgo} from tenants`,
  paymentMetadata: `insert into shop.payment_metadata (tenant, message_id, order_reference, name, payload, reported_at)
    select tenant, 'message-1', 'DE--1', 'PaymentCaptured', jsonb_build_object('of', tenant), ${hourAgo} from tenants`,
  processedMessages: `insert into shop.processed_messages (tenant, message_id, processed_at)
    select tenant, 'message-1', ${hourAgo} from tenants`,
  commands: `insert into shop.commands (tenant, message_id, order_reference, name, payload, due_at, created_at, number)
    overriding system value
    select tenant, c.id, 'DE--1', c.name, jsonb_build_object('of', tenant), ${hourAgo}, ${hourAgo}, c.number
    from tenants, (values ('command-1', 'CapturePayment', 1000001), ('command-2', 'CancelPayment', 1000002))
      as c (id, name, number)`,
  paymentMethods: `insert into shop.payment_methods (tenant, provider, method, is_active, configuration, told_at)
    select tenant, 'sandbox', 'method of ' || tenant, true, '{}', ${hourAgo} from tenants`,
  paymentApps: `insert into shop.payment_apps (tenant, app_identifier, status, is_active, config, told_at)
    select tenant, 'tillway-sandbox-test', 'CONNECTED', true, jsonb_build_object('of', tenant), ${hourAgo} from tenants`,
  onboardingOffers: `insert into shop.onboarding_offers (tenant, app_identifier, offer, told_at)
    select tenant, 'tillway-sandbox-test', jsonb_build_object('of', tenant), ${hourAgo} from tenants`,
  merchants: `insert into shop.merchants (tenant, merchant_reference, app_identifier, status, additional_info, told_at)
    select tenant, 'm-1', 'tillway-sandbox-test', 'enabled', 'told to ' || tenant, ${hourAgo} from tenants`,
}
