import type { PaymentMethodView } from '../core/contract.ts'
import { useCheckoutScope } from '../react/context.ts'
import { useLoaded } from '../react/use-loaded.ts'

const load = () => import('./card-fields.tsx')

/** Where the fields of a method appear. What they take is loaded when they are shown first. */
export function FieldsPlace({ method }: { method: PaymentMethodView }) {
  const { words, ...scope } = useCheckoutScope('<PaymentMethods>')
  const { part, hasTrouble } = useLoaded(load)
  return (
    <div className="tillway-fields" part="fields">
      {part ? (
        <part.CardFields {...scope} method={method} />
      ) : (
        <div className="tillway-fields-frame" data-status="loading">
          {hasTrouble && words['failure.network']}
        </div>
      )}
    </div>
  )
}
