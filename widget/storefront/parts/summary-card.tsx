import type { ReactNode } from 'react'
import type { Totals as TotalsSchema } from '../../../server/src/contract/shop/carts.ts'
import { useWords } from '../session/language.tsx'
import type { Product } from '../shop/catalogue.ts'
import { Picture } from './picture.tsx'
import { SoldBy } from './sold-by.tsx'
import { useMoney } from './use-money.ts'

type Totals = Record<keyof (typeof TotalsSchema)['shape'], number>
export type SummaryLine = {
  sku: string
  name: string
  quantity: number
  sumPrice: number
  imageUrl: string
  merchant: Product['merchant']
}

type SummaryCardProps = {
  lines?: SummaryLine[]
  totals: Totals
  currency: string
  /** Null while none is chosen: its price is then not claimed to be nothing. May be empty. */
  shippingName: string | null
  isChanging?: boolean
  children?: ReactNode
}

/** What is bought and what it costs, line by line. */
export function SummaryCard({ lines, children, isChanging = false, ...sums }: SummaryCardProps) {
  const words = useWords()
  const money = useMoney()
  return (
    <section className="card summary" aria-labelledby="summary-title" aria-busy={isChanging}>
      <h2 id="summary-title">{words.summary.title}</h2>
      {lines && (
        <ul className="summary-lines">
          {lines.map((line) => (
            <li key={line.sku}>
              <Picture imageUrl={line.imageUrl} size="line" />
              <span className="summary-name">
                {line.name}
                <small>{words.summary.quantity(line.quantity)}</small>
                <SoldBy merchant={line.merchant} />
              </span>
              <span className="amount">{money(line.sumPrice, sums.currency)}</span>
            </li>
          ))}
        </ul>
      )}
      <TotalsTable {...sums} />
      {children}
    </section>
  )
}

/** The sums of a cart or order; tax is part of the total. */
export function TotalsTable({
  totals,
  currency,
  shippingName,
}: Omit<SummaryCardProps, 'lines' | 'children'>) {
  const words = useWords()
  const money = useMoney()
  const shipping = shippingName
    ? `${words.summary.shipping} · ${shippingName}`
    : words.summary.shipping
  const rows: [string, string][] = [
    [words.summary.subtotal, money(totals.subtotal, currency)],
    [
      shipping,
      shippingName === null ? words.summary.shippingLater : money(totals.expenseTotal, currency),
    ],
    [words.summary.tax, money(totals.taxTotal, currency)],
  ]
  if (totals.discountTotal > 0)
    rows.splice(1, 0, [words.summary.discount, money(-totals.discountTotal, currency)])
  return (
    <dl className="totals">
      {rows.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd className="amount">{value}</dd>
        </div>
      ))}
      <div className="totals-sum">
        <dt>{words.summary.total}</dt>
        <dd className="amount" data-testid="summary-total" data-amount={totals.grandTotal}>
          {money(totals.grandTotal, currency)}
        </dd>
      </div>
    </dl>
  )
}
