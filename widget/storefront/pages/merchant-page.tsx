import { useId } from 'react'
import { Link, useSearchParams } from 'wouter'
import { BusyButton } from '../../page-kit/busy-button.tsx'
import { ActionFailure, QueryView } from '../../page-kit/query-view.tsx'
import { Bar } from '../parts/bar.tsx'
import { EmptyState } from '../parts/notice.tsx'
import { PageTitle } from '../parts/page-title.tsx'
import { useMoney } from '../parts/use-money.ts'
import { useWords } from '../session/language.tsx'
import { type Merchant, useMerchants, useOnboarding } from '../shop/merchants.ts'
import { missingThings } from '../shop/missing-things.ts'

/** The portal of a marketplace's merchants. The demo has no accounts for them: whoever comes chooses who to be. */
export function MerchantPage() {
  const words = useWords()
  return (
    <div className="merchant">
      <PageTitle title={words.merchant.title} />
      <p className="lead">{words.merchant.lead}</p>
      <QueryView query={useMerchants()} skeleton={<Bar height="20rem" />}>
        {(merchants) => <Portal merchants={merchants} />}
      </QueryView>
    </div>
  )
}

function Portal({ merchants }: { merchants: Merchant[] }) {
  const { merchant: words } = useWords()
  const [parameters, setParameters] = useSearchParams()
  const chosen = parameters.get('merchant')
  const merchant =
    merchants.find(({ merchantReference }) => merchantReference === chosen) ?? merchants[0]
  const id = useId()
  if (!merchant)
    return (
      <EmptyState {...words.none}>
        <Link className="button quiet" href="/">
          {words.toShop}
        </Link>
      </EmptyState>
    )
  return (
    <>
      <div className="field merchant-choice">
        <label htmlFor={id}>{words.choose}</label>
        <select
          id={id}
          value={merchant.merchantReference}
          data-testid="merchant"
          onChange={({ target }) => setParameters({ merchant: target.value }, { replace: true })}
        >
          {merchants.map(({ merchantReference, name }) => (
            <option key={merchantReference} value={merchantReference}>
              {name}
            </option>
          ))}
        </select>
      </div>
      <div className="columns" key={merchant.merchantReference}>
        <Payouts merchant={merchant} />
        <Onboarding merchant={merchant} />
      </div>
    </>
  )
}

function Onboarding({ merchant }: { merchant: Merchant }) {
  const { merchant: words } = useWords()
  const begin = useOnboarding()
  const { merchantReference, onboarding } = merchant
  if (!onboarding)
    return (
      <section className="card merchant-card">
        <h2>{words.onboarding}</h2>
        <p className="note">{words.notOffered}</p>
      </section>
    )
  const { status, additionalInfo } = onboarding
  const said = wordsOf(words, onboarding)
  return (
    <section className="card merchant-card">
      <h2>{words.onboarding}</h2>
      <p className="merchant-status" role="status" data-testid="onboarding-status">
        <span className={`badge badge-${toneOf(status)}`}>{said.status}</span>
      </p>
      <p>{said.text}</p>
      {additionalInfo && <AdditionalInfo text={additionalInfo} />}
      {said.button && (
        <BusyButton
          className={toneOf(status) === 'ok' ? 'button wide quiet' : 'button wide'}
          isBusy={begin.isPending}
          onClick={() => begin.mutate(merchantReference)}
          data-testid="start-onboarding"
        >
          {said.button}
        </BusyButton>
      )}
      {said.note && <p className="note">{said.note}</p>}
      <ActionFailure error={begin.error} />
    </section>
  )
}

/** What is missing is named; what an app says in words of its own is shown as it is. */
function AdditionalInfo({ text }: { text: string }) {
  const { merchant: words } = useWords()
  const known: Readonly<Record<string, string>> = words.missingThings
  const things = missingThings(text)
  if (things?.length === 0) return null
  const named = things?.map((thing) => known[thing] ?? thing.replaceAll('-', ' ')).join(', ')
  return <p className="note">{named === undefined ? text : words.missing(named)}</p>
}

type Words = ReturnType<typeof useWords>['merchant']

/** The app's own words for a stage, in the reader's language where this shop has them. */
function wordsOf(words: Words, onboarding: NonNullable<Merchant['onboarding']>) {
  const { status, statusText, displayText, buttonText, buttonInfo } = onboarding
  const { notBegun, notBegunText, begin, beginNote } = words
  if (status === null)
    return { status: notBegun, text: notBegunText, button: begin, note: beginNote }
  const known = words.stages[status]
  return known
    ? { ...known, note: buttonInfo && beginNote }
    : { status: statusText, text: displayText, button: buttonText, note: buttonInfo }
}

const tones: Readonly<Record<string, 'ok' | 'warning' | 'bad'>> = {
  enabled: 'ok',
  completed: 'ok',
  restricted: 'bad',
  rejected: 'bad',
  'restricted soon': 'warning',
  incomplete: 'warning',
}

const toneOf = (status: string | null) => (status === null ? 'calm' : (tones[status] ?? 'calm'))

function Payouts({ merchant }: { merchant: Merchant }) {
  const { merchant: words } = useWords()
  const money = useMoney()
  const { payouts, paidOut, currency } = merchant
  return (
    <section className="card merchant-card">
      <h2>{words.payouts}</h2>
      {payouts.length === 0 ? (
        <p className="note">{words.noPayouts}</p>
      ) : (
        <ul className="summary-lines" data-testid="payouts">
          {payouts.map((payout, index) => (
            // Nothing names a payout, and the list only grows at its beginning.
            // biome-ignore lint/suspicious/noArrayIndexKey: lines hold no state of their own.
            <li key={payouts.length - index}>
              <span className="summary-name">
                {payout.name}
                <small>
                  {payout.orderReference}
                  {payout.isReversed && ` · ${words.takenBack}`}
                </small>
              </span>
              <span className={payout.isReversed ? 'amount amount-void' : 'amount'}>
                {money(payout.amount, currency)}
              </span>
            </li>
          ))}
        </ul>
      )}
      <dl className="totals">
        <div className="totals-sum">
          <dt>{words.paidOut}</dt>
          <dd className="amount" data-testid="paid-out" data-amount={paidOut}>
            {money(paidOut, currency)}
          </dd>
        </div>
      </dl>
      <p className="note">{words.payoutNote}</p>
    </section>
  )
}
