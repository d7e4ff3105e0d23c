import { useFormats } from './formats.ts'

/** A moment in a list, with all of it on hover. */
export function Moment({ at }: { at: string }) {
  const { moment, exactly } = useFormats()
  return (
    <time dateTime={at} title={exactly(at)}>
      {moment(at)}
    </time>
  )
}

/** An amount in tabular figures. */
export function Amount({ amount, currency }: { amount: number; currency: string }) {
  const { money } = useFormats()
  return <span className="amount">{money(amount, currency)}</span>
}
