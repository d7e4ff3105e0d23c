import { useLanguage, useWords } from '../session/language.tsx'
import { useBrand, useIsMarketplace } from '../shop/demo-links.ts'
import type { Order } from '../shop/orders.ts'
import { Picture } from './picture.tsx'
import { TotalsTable } from './summary-card.tsx'
import { useMoney } from './use-money.ts'

type Item = Order['items'][number]

/** Everything that was ordered, where it goes and what it costs, fit for paper too. */
export function OrderDetails({ order }: { order: Order }) {
  const words = useWords()
  return (
    <div className="columns">
      <section className="card order-items" aria-labelledby="order-items">
        <h2 id="order-items">{words.order.items}</h2>
        <OrderItemsBySeller order={order} />
        <TotalsTable
          totals={order.totals}
          currency={order.currencyIsoCode}
          shippingName={order.shipment.name}
        />
      </section>
      <OrderFacts order={order} />
    </div>
  )
}

/** At a marketplace, what each merchant sold stands together: it is sent, paid out and returned together. */
function OrderItemsBySeller({ order }: { order: Order }) {
  const words = useWords()
  const brand = useBrand()
  const isMixed = new Set(order.items.flatMap(statesOf)).size > 1
  const currency = order.currencyIsoCode
  if (!useIsMarketplace()) return <OrderItems items={order.items} {...{ isMixed, currency }} />
  const sellers = [...new Set(order.items.map(({ merchant }) => merchant?.name ?? brand))]
  return sellers.map((seller) => (
    <section key={seller} className="order-seller">
      <h3>{words.soldBy(seller)}</h3>
      <OrderItems
        items={order.items.filter(({ merchant }) => (merchant?.name ?? brand) === seller)}
        {...{ isMixed, currency }}
      />
    </section>
  ))
}

type OrderItemsProps = { items: readonly Item[]; currency: string; isMixed: boolean }

function OrderItems({ items, currency, isMixed }: OrderItemsProps) {
  const words = useWords()
  const money = useMoney()
  return (
    <ul className="summary-lines">
      {items.map((item) => (
        <li key={item.sku}>
          <Picture imageUrl={item.imageUrl} size="line" />
          <span className="summary-name">
            {item.name}
            <small>
              {words.summary.quantity(item.quantity)} ·{' '}
              {words.cart.each(money(item.unitPrice, currency))}
            </small>
            {isMixed && <ItemStates item={item} />}
          </span>
          <span className="amount">{money(item.sumPrice, currency)}</span>
        </li>
      ))}
    </ul>
  )
}

const statesOf = (item: Item) => item.states.map(({ state }) => state)

/** How far the pieces of a line are, told where not all of an order is equally far. */
function ItemStates({ item }: { item: Item }) {
  const { itemStates, pieces } = useWords().order
  return (
    <small data-testid="item-states" data-states={statesOf(item).join()}>
      {item.states
        .map(({ state, quantity }) =>
          item.states.length > 1 ? pieces(quantity, itemStates[state]) : itemStates[state],
        )
        .join(' · ')}
    </small>
  )
}

function OrderFacts({ order }: { order: Order }) {
  const { words, locale } = useLanguage()
  const placed = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'short' })
  return (
    <section className="card order-facts">
      <dl>
        <dt>{words.order.shippingAddress}</dt>
        <dd>
          <AddressLines address={order.shippingAddress} />
        </dd>
        <dt>{words.order.billingAddress}</dt>
        <dd>
          <AddressLines address={order.billingAddress} />
        </dd>
        <dt>{words.order.shippingMethod}</dt>
        <dd>
          {order.shipment.name} · {order.shipment.carrierName}
        </dd>
        <dt>{words.order.contact}</dt>
        <dd>{order.customer.email}</dd>
        <dt>{words.order.placed}</dt>
        <dd>{placed.format(new Date(order.createdAt))}</dd>
      </dl>
    </section>
  )
}

function AddressLines({ address }: { address: Order['shippingAddress'] }) {
  const { locale } = useLanguage()
  const country = new Intl.DisplayNames(locale, { type: 'region' }).of(address.iso2Code)
  return (
    <address>
      {address.firstName} {address.lastName}
      <br />
      {address.address1}
      {address.address2 && (
        <>
          <br />
          {address.address2}
        </>
      )}
      <br />
      {address.zipCode} {address.city}
      <br />
      {country}
    </address>
  )
}
