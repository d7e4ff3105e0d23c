import { Link } from 'wouter'
import type { PaymentDossier } from '../api/contract.ts'
import { useSession } from '../api/session.ts'
import { Copyable } from '../parts/copyable.tsx'
import { useFormats } from '../parts/formats.ts'
import { Moment } from '../parts/moment.tsx'
import { useWords } from '../session/language.tsx'

/** Who paid for what, how, and under which names. */
export function PaymentFacts({ payment }: { payment: PaymentDossier['payment'] }) {
  const words = useWords()
  const { data: session } = useSession()
  const { facts } = words.payment
  const { orderReference, method, provider, customerEmail, mode } = payment
  return (
    <>
      <dl className="facts" data-testid="facts">
        <div>
          <dt>{facts.order}</dt>
          <dd data-testid="fact-order">
            {orderReference ? (
              <OrderName reference={orderReference} isLinked={session?.hasOrders ?? false} />
            ) : (
              words.payment.noOrder
            )}
          </dd>
        </div>
        <div>
          <dt>{facts.method}</dt>
          <dd>
            <bdi>{method}</bdi> · <bdi>{provider}</bdi>
          </dd>
        </div>
        <div>
          <dt>{facts.shopper}</dt>
          <dd>
            <bdi>{customerEmail ?? words.payment.unknownShopper}</bdi>
          </dd>
        </div>
        <div>
          <dt>{facts.tenant}</dt>
          <dd>
            <bdi>{session?.tenant ?? '…'}</bdi> · {words.modes[mode]}
          </dd>
        </div>
      </dl>
      <Names payment={payment} />
    </>
  )
}

function OrderName({ reference, isLinked }: { reference: string; isLinked: boolean }) {
  if (!isLinked) return <bdi>{reference}</bdi>
  return (
    <Link href={`/orders/${encodeURIComponent(reference)}`} data-testid="to-order">
      <bdi>{reference}</bdi>
    </Link>
  )
}

function Names({ payment }: { payment: PaymentDossier['payment'] }) {
  const { facts } = useWords().payment
  const { transactionId, pspReference, cartId, pspStatus, createdAt, updatedAt } = payment
  const names = [
    ['transaction', transactionId],
    ['pspReference', pspReference],
    ['cart', cartId],
  ] as const
  return (
    <dl className="names">
      {names.map(
        ([name, text]) =>
          text && (
            <div key={name}>
              <dt>{facts[name]}</dt>
              <dd>
                <Copyable text={text} name={facts[name]} />
              </dd>
            </div>
          ),
      )}
      {pspStatus && (
        <div>
          <dt>{facts.pspStatus}</dt>
          <dd>
            <code>{pspStatus}</code>
          </dd>
        </div>
      )}
      <div>
        <dt>{facts.created}</dt>
        <dd>
          <Moment at={createdAt} />
        </dd>
      </div>
      <div>
        <dt>{facts.updated}</dt>
        <dd>
          <Moment at={updatedAt} />
        </dd>
      </div>
    </dl>
  )
}

/** What is open about a payment, in a sentence each. */
export function PaymentHints({ payment }: { payment: PaymentDossier['payment'] }) {
  const { payment: words } = useWords()
  const { moment, money } = useFormats()
  const { orderless, requested, isProcessing } = payment
  const hints = [
    orderless && words.orderless(moment(orderless.since), moment(orderless.deadline)),
    requested && words.requested(money(requested.amount, requested.currency)),
    isProcessing && words.processing,
  ].filter((hint) => typeof hint === 'string')
  return hints.map((hint) => (
    <p key={hint} className="hint" data-tone="warning" data-testid="hint">
      {hint}
    </p>
  ))
}
