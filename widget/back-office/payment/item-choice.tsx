import type { PaymentDossier } from '../api/contract.ts'
import { Amount } from '../parts/moment.tsx'
import { useWords } from '../session/language.tsx'

type ItemChoiceProps = {
  items: PaymentDossier['items']
  currency: string
  chosen: readonly string[]
  onChoose: (chosen: readonly string[]) => void
}

/** The items that an amount is for; what is chosen here fills in their sum. */
export function ItemChoice({ items, currency, chosen, onChoose }: ItemChoiceProps) {
  const { operation } = useWords()
  if (items.length === 0) return null
  return (
    <fieldset className="item-choice">
      <legend>{operation.items}</legend>
      <ul>
        {items.map(({ id, name, sumPrice, state }) => (
          <li key={id}>
            <label>
              <input
                type="checkbox"
                data-testid="choose-item"
                checked={chosen.includes(id)}
                onChange={({ target }) =>
                  onChoose(target.checked ? [...chosen, id] : chosen.filter((one) => one !== id))
                }
              />
              <span>
                <bdi>{name}</bdi> <small>{state}</small>
              </span>
              <Amount amount={sumPrice} currency={currency} />
            </label>
          </li>
        ))}
      </ul>
      <p className="note">{operation.itemsNote}</p>
    </fieldset>
  )
}
