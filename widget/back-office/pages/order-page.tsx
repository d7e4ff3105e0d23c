import { useState } from 'react'
import { Link } from 'wouter'
import type { OrderDossier } from '../api/contract.ts'
import { useOrder } from '../api/orders.ts'
import { EventButtons } from '../orders/event-buttons.tsx'
import { OrderItems } from '../orders/order-items.tsx'
import { ProcessDiagram } from '../orders/process-diagram.tsx'
import { StatusChip } from '../parts/chip.tsx'
import { Crumbs } from '../parts/crumbs.tsx'
import { EmptyState } from '../parts/empty-state.tsx'
import { Amount, Moment } from '../parts/moment.tsx'
import { PageTitle } from '../parts/page-title.tsx'
import { Bars, QueryView } from '../parts/query-view.tsx'
import { useWords } from '../session/language.tsx'

/** One order: where its items are, and what moves them on. */
export function OrderPage({ orderReference }: { orderReference: string }) {
  const { orders, order: words } = useWords()
  return (
    <>
      <Crumbs list="/orders" name={orders.title} here={orderReference} />
      <QueryView
        query={useOrder(orderReference)}
        skeleton={<Bars rows={8} />}
        missing={
          <>
            <PageTitle title={orderReference} />
            <EmptyState {...words.missing} testId="missing">
              <Link className="button" href={`/orders?q=${encodeURIComponent(orderReference)}`}>
                {orders.search}
              </Link>
            </EmptyState>
          </>
        }
      >
        {(dossier) => <Dossier dossier={dossier} />}
      </QueryView>
    </>
  )
}

function Dossier({ dossier }: { dossier: OrderDossier }) {
  const { order, items } = dossier
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const processes = [...new Set(items.map(({ process }) => process))]
  return (
    <>
      <div className="page-head">
        <PageTitle title={order.orderReference} testId="order-reference" />
      </div>
      <OrderFacts dossier={dossier} />
      <div className="columns">
        <div className="column-main">
          <OrderItems
            items={items}
            currency={order.currency}
            selected={selected}
            onSelect={setSelected}
          />
          <EventButtons
            orderReference={order.orderReference}
            items={items.filter(({ id }) => selected.has(id))}
          />
        </div>
        <Totals dossier={dossier} />
      </div>
      {processes.map((process) => (
        <ProcessDiagram
          key={process}
          process={process}
          orderReference={order.orderReference}
          items={items}
        />
      ))}
    </>
  )
}

function OrderFacts({ dossier }: { dossier: OrderDossier }) {
  const { order: words } = useWords()
  const { order, payment } = dossier
  return (
    <dl className="facts" data-testid="facts">
      <div>
        <dt>{words.facts.payment}</dt>
        <dd>
          {payment ? (
            <>
              <Link
                href={`/payments/${encodeURIComponent(payment.transactionId)}`}
                data-testid="to-payment"
              >
                <Amount amount={payment.amount} currency={payment.currency} />
              </Link>{' '}
              <StatusChip status={payment.status} />
            </>
          ) : (
            words.noPayment
          )}
        </dd>
      </div>
      <div>
        <dt>{words.facts.customer}</dt>
        <dd>
          <bdi>{order.customerName}</bdi>
          <small>
            <bdi>{order.customerEmail}</bdi>
          </small>
        </dd>
      </div>
      <div>
        <dt>{words.facts.placed}</dt>
        <dd>
          <Moment at={order.createdAt} />
        </dd>
      </div>
    </dl>
  )
}

const lines = ['subtotal', 'expenseTotal', 'discountTotal', 'taxTotal', 'grandTotal'] as const

function Totals({ dossier: { totals, order } }: { dossier: OrderDossier }) {
  const { totals: words } = useWords().order
  return (
    <section className="card column-side" aria-labelledby="totals">
      <h2 id="totals">{words.title}</h2>
      <dl className="amounts">
        {lines
          .filter((name) => totals[name] !== 0 || name === 'grandTotal')
          .map((name) => (
            <div key={name} data-part={name}>
              <dt>{words[name]}</dt>
              <dd>
                <Amount amount={totals[name]} currency={order.currency} />
              </dd>
            </div>
          ))}
      </dl>
    </section>
  )
}
