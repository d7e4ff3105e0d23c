import { useEffect, useRef } from 'react'
import { Link, useSearchParams } from 'wouter'
import { BusyButton } from '../../page-kit/busy-button.tsx'
import { ActionFailure } from '../../page-kit/query-view.tsx'
import { PageTitle } from '../parts/page-title.tsx'
import { useWords } from '../session/language.tsx'
import { useOnboarding } from '../shop/merchants.ts'

/** Where the provider sends a merchant back to. A link that has lapsed is replaced at once. */
export function MerchantAppPage({ outcome }: { outcome: string }) {
  const { merchantApp: words } = useWords()
  const [parameters] = useSearchParams()
  const merchant = parameters.get('merchant')
  const isLapsed = outcome === 'refresh' && merchant !== null
  const said = toOutcome(outcome)
  return (
    <>
      <PageTitle title={words[said].title} />
      <p className="lead">{words[said].text}</p>
      {isLapsed && <NewLink merchant={merchant} />}
      <div className="actions">
        <Link
          className={isLapsed ? 'button quiet' : 'button'}
          href={merchant ? `/merchant?${new URLSearchParams({ merchant })}` : '/merchant'}
          data-testid="to-portal"
        >
          {words.toPortal}
        </Link>
      </div>
    </>
  )
}

const outcomes = ['success', 'refresh', 'cancel', 'error'] as const

/** Whatever else an address says is an error. */
const toOutcome = (text: string): (typeof outcomes)[number] =>
  outcomes.find((one) => one === text) ?? 'error'

function NewLink({ merchant }: { merchant: string }) {
  const { merchantApp: words } = useWords()
  const onboarding = useOnboarding()
  const isAsked = useRef(false)
  useEffect(() => {
    if (isAsked.current) return
    isAsked.current = true
    onboarding.mutate(merchant)
  })
  return (
    <>
      <ActionFailure error={onboarding.error} />
      {onboarding.isError && (
        <BusyButton isBusy={onboarding.isPending} onClick={() => onboarding.mutate(merchant)}>
          {words.again}
        </BusyButton>
      )}
    </>
  )
}
