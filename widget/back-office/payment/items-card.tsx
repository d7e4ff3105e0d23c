import type { PaymentDossier } from '../api/contract.ts'
import { Amount } from '../parts/moment.tsx'
import { useWords } from '../session/language.tsx'

/** What was bought, and how far each of it is. Nothing where the shop's order is not known. */
export function ItemsCard({
  items,
  currency,
}: {
  items: PaymentDossier['items']
  currency: string
}) {
  const { payment: words } = useWords()
  if (items.length === 0) return null
  return (
    <section className="card" aria-labelledby="items" data-testid="items">
      <h2 id="items">{words.items}</h2>
      <ul className="bought">
        {items.map(({ id, name, quantity, sumPrice, state }) => (
          <li key={id}>
            <span>
              <bdi>{name}</bdi>
              {quantity > 1 && <small> × {quantity}</small>}
            </span>
            <Amount amount={sumPrice} currency={currency} />
            <small data-testid="item-state">{state}</small>
          </li>
        ))}
      </ul>
    </section>
  )
}
