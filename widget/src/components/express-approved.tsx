import { formatAmount } from '../locales/format-amount.ts'
import { fill } from '../locales/words.ts'
import { useCheckoutScope } from '../react/context.ts'
import { Button } from './button.tsx'
import type { ExpressViewProps } from './express-view.tsx'
import { Message, type Telling } from './message.tsx'

type Phase = Extract<ExpressViewProps, { status: 'approved' | 'continuing' | 'canceling' }>

type ExpressApprovedProps = { express: ExpressViewProps; phase: Phase }

/** A payment that the shopper approved: goes on with it, or gives it back. */
export function ExpressApproved({ express, phase }: ExpressApprovedProps) {
  const { locale } = useCheckoutScope('<ExpressCheckout>')
  const { words, continueApproved, cancelApproved } = express
  const { approved, status } = phase
  const isBusy = status !== 'approved'
  const title = fill(
    fill(words['express.approved'], formatAmount(approved, locale)),
    approved.wallet,
  )
  return (
    <section
      className="tillway-open"
      part="express-approved"
      data-testid="tillway-express-approved"
      aria-label={title}
    >
      <p className="tillway-open-title">{title}</p>
      <p aria-live="polite">
        {words[status === 'continuing' ? 'express.reading' : 'express.approvedText']}
      </p>
      <div className="tillway-actions">
        <Button
          name="express-continue"
          isBusy={status === 'continuing'}
          isDisabled={isBusy}
          onClick={continueApproved}
        >
          {words['express.continue']}
        </Button>
        <Button
          name="express-cancel"
          isQuiet
          isBusy={status === 'canceling'}
          isDisabled={isBusy}
          onClick={cancelApproved}
        >
          {words['express.cancelApproved']}
        </Button>
      </div>
      <Message telling={troubleOf(express, phase)} />
    </section>
  )
}

function troubleOf({ words }: ExpressViewProps, phase: Phase): Telling | null {
  if (phase.status !== 'approved' || !phase.trouble) return null
  const { doing } = phase.trouble
  const text = words[doing === 'cancel' ? 'express.cancelFailed' : 'express.customerFailed']
  return { name: 'error', kind: 'bad', text }
}
