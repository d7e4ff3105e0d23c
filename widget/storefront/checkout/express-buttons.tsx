import { useQueryClient } from '@tanstack/react-query'
import { type Approval, ExpressCheckout, type ExpressCheckoutProps } from '@tillway/widget'
import { useLocation } from 'wouter'
import { useWords } from '../session/language.tsx'
import { problemsOf } from './delivery.ts'
import { fromWallet } from './from-wallet.ts'
import { useDelivery } from './use-delivery.ts'

type ExpressButtonsProps = Pick<ExpressCheckoutProps, 'placement' | 'onClick' | 'layout'>

/** The express buttons of a page. An approval leads to the summary, or to the address where something is missing. */
export function ExpressButtons(props: ExpressButtonsProps) {
  const words = useWords()
  const queries = useQueryClient()
  const [, navigate] = useLocation()
  const [delivery, change] = useDelivery()
  const goOn = ({ customer }: Approval) => {
    const told = fromWallet(customer)
    change(told)
    // The wallet may have changed where the cart goes, and so what it costs.
    void queries.invalidateQueries()
    const isComplete = Object.keys(problemsOf({ ...delivery, ...told })).length === 0
    navigate(isComplete ? '/checkout/summary' : '/checkout')
  }
  return (
    <section className="express" aria-label={words.express.title}>
      <p className="express-title">{words.express.title}</p>
      <ExpressCheckout
        {...props}
        onApproved={goOn}
        onSettled={({ payment }) => navigate(`/order/${payment.orderReference}`)}
      />
    </section>
  )
}
