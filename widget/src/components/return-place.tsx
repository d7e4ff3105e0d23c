import { useCheckoutScope } from '../react/context.ts'
import { useLoaded } from '../react/use-loaded.ts'
import { Message } from './message.tsx'
import type { PaymentReturnProps } from './payment-return.tsx'

export type ReturnPageProps = Omit<
  PaymentReturnProps,
  'baseUrl' | 'tenant' | 'shopper' | 'locale' | 'words' | 'messages'
>

const load = () => import('./returned-payment.tsx')

/** The return page below a provider. Checkouts do not need it, so it is loaded where it is shown. */
export function ReturnPlace(page: ReturnPageProps) {
  const { words, rootClass } = useCheckoutScope('<PaymentReturn> without baseUrl')
  const { part, hasTrouble } = useLoaded(load)
  if (part) return <part.ReturnedPayment {...page} />
  const Heading = `h${page.headingLevel ?? 2}` as const
  return (
    <section
      className={`${rootClass} tillway-return`}
      part="return"
      data-testid="tillway-outcome"
      data-outcome="loading"
    >
      <Heading className="tillway-return-title" part="title" tabIndex={-1}>
        <span className="tillway-spinner" aria-hidden="true" />
        {words['return.loading']}
      </Heading>
      <Message telling={hasTrouble ? { name: 'status', text: words['return.trouble'] } : null} />
    </section>
  )
}
