import { lazy, Suspense } from 'react'
import { Link } from 'wouter'
import type { PaymentDossier } from '../api/contract.ts'
import { usePayment } from '../api/payments.ts'
import { useSession } from '../api/session.ts'
import { StatusChip } from '../parts/chip.tsx'
import { Crumbs } from '../parts/crumbs.tsx'
import { EmptyState } from '../parts/empty-state.tsx'
import { useFormats } from '../parts/formats.ts'
import { PageTitle } from '../parts/page-title.tsx'
import { Bars, QueryView } from '../parts/query-view.tsx'
import { Told } from '../parts/told.tsx'
import { ItemsCard } from '../payment/items-card.tsx'
import { MoneyCard } from '../payment/money-card.tsx'
import { PaymentActions } from '../payment/payment-actions.tsx'
import { PaymentFacts, PaymentHints } from '../payment/payment-facts.tsx'
import { Timeline } from '../payment/timeline.tsx'
import { useWords } from '../session/language.tsx'

/** One payment: where its money is, what happened, and what can be done. */
export function PaymentPage({ transactionId }: { transactionId: string }) {
  const words = useWords()
  return (
    <>
      <Crumbs list="/payments" name={words.payments.title} here={transactionId} />
      <QueryView
        query={usePayment(transactionId)}
        skeleton={<Bars rows={8} />}
        missing={<MissingPayment transactionId={transactionId} />}
      >
        {(dossier) => <Dossier dossier={dossier} />}
      </QueryView>
    </>
  )
}

function Dossier({ dossier }: { dossier: PaymentDossier }) {
  const words = useWords()
  const { money } = useFormats()
  const { payment, items, timeline } = dossier
  return (
    <>
      <div className="page-head">
        <PageTitle title={words.payment.title(payment.transactionId)} testId="payment-amount">
          {money(payment.amount, payment.currency)}
        </PageTitle>
        <StatusChip status={payment.status} />
        <PaymentActions dossier={dossier} />
      </div>
      <PaymentHints payment={payment} />
      <PaymentFacts payment={payment} />
      <div className="columns">
        <Timeline payment={payment} timeline={timeline} />
        <div className="column-side">
          <MoneyCard money={dossier.money} movements={dossier.movements} />
          <ItemsCard items={items} currency={payment.currency} />
          <Transfers transactionId={payment.transactionId} />
          <NotPossible actions={dossier.actions} />
        </div>
      </div>
    </>
  )
}

/** Only marketplaces have transfers, and only they load what shows them. */
const TransfersCard = lazy(() =>
  import('../payment/transfers-card.tsx')
    .then((card) => ({ default: card.TransfersCard }))
    // The rest of the page is worth more than a card that cannot be loaded.
    .catch(() => ({ default: () => null })),
)

function Transfers({ transactionId }: { transactionId: string }) {
  const { data: session } = useSession()
  if (!session?.hasMarketplace) return null
  return (
    <Suspense fallback={null}>
      <TransfersCard transactionId={transactionId} />
    </Suspense>
  )
}

function NotPossible({ actions }: Pick<PaymentDossier, 'actions'>) {
  const words = useWords()
  const forbidden = actions.flatMap(({ kind, reason }) => (reason ? [{ kind, reason }] : []))
  if (forbidden.length === 0) return null
  return (
    <details className="not-possible">
      <summary>{words.payment.notPossible}</summary>
      <dl>
        {forbidden.map(({ kind, reason }) => (
          <div key={kind}>
            <dt>{words.actions[kind].replace('…', '')}</dt>
            <dd>
              <Told title={reason} />
            </dd>
          </div>
        ))}
      </dl>
    </details>
  )
}

function MissingPayment({ transactionId }: { transactionId: string }) {
  const words = useWords()
  return (
    <>
      <PageTitle title={words.payment.title(transactionId)} />
      <EmptyState {...words.payment.missing} testId="missing">
        <Link className="button" href={`/payments?q=${encodeURIComponent(transactionId)}`}>
          {words.payments.search}
        </Link>
      </EmptyState>
    </>
  )
}
