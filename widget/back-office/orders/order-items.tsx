import type { OrderDossier, OrderItem } from '../api/contract.ts'
import { useFormats } from '../parts/formats.ts'
import { Amount, Moment } from '../parts/moment.tsx'
import { useWords } from '../session/language.tsx'

type OrderItemsProps = {
  items: OrderDossier['items']
  currency: string
  selected: ReadonlySet<string>
  onSelect: (selected: ReadonlySet<string>) => void
}

/** The items of an order with their states, to be selected for what is done with them. */
export function OrderItems({ items, currency, selected, onSelect }: OrderItemsProps) {
  const { order: words } = useWords()
  const isAll = items.length > 0 && items.every(({ id }) => selected.has(id))
  const toggle = (id: string, isSelected: boolean) => {
    const next = new Set(selected)
    if (isSelected) next.add(id)
    else next.delete(id)
    onSelect(next)
  }
  return (
    <section className="card order-items" aria-labelledby="order-items">
      <div className="order-items-head">
        <h2 id="order-items">{words.items}</h2>
        <label className="check">
          <input
            type="checkbox"
            data-testid="select-all"
            checked={isAll}
            onChange={() => onSelect(new Set(isAll ? [] : items.map(({ id }) => id)))}
          />
          {words.selectAll}
        </label>
      </div>
      <ul>
        {items.map((item) => (
          <Item
            key={item.id}
            item={item}
            currency={currency}
            isSelected={selected.has(item.id)}
            onToggle={(isSelected) => toggle(item.id, isSelected)}
          />
        ))}
      </ul>
    </section>
  )
}

type ItemProps = {
  item: OrderItem
  currency: string
  isSelected: boolean
  onToggle: (isSelected: boolean) => void
}

function Item({ item, currency, isSelected, onToggle }: ItemProps) {
  const { order: words } = useWords()
  const { money } = useFormats()
  const { name, sku, quantity, unitPrice, sumPrice, state, since } = item
  return (
    <li className="order-item" data-testid="order-item" data-state={state}>
      <input
        type="checkbox"
        data-row
        data-testid="select-item"
        aria-label={words.select(name)}
        checked={isSelected}
        onChange={({ target }) => onToggle(target.checked)}
      />
      <div className="order-item-words">
        <p>
          <bdi>{name}</bdi> <code>{sku}</code>
        </p>
        <small>{words.pieces(quantity, money(unitPrice, currency))}</small>
      </div>
      <Amount amount={sumPrice} currency={currency} />
      <div className="order-item-state">
        <span className="chip" data-tone="info" data-testid="item-state">
          {state}
        </span>{' '}
        <small>
          <Moment at={since} />
        </small>
        <History history={item.history} />
      </div>
    </li>
  )
}

function History({ history }: Pick<OrderItem, 'history'>) {
  const { order: words } = useWords()
  return (
    <details className="item-history">
      <summary>{words.history}</summary>
      <ol>
        {history.map(({ state, event, at }) => (
          <li key={`${at} ${state}`}>
            <Moment at={at} />
            <span>
              <bdi>{state}</bdi>
              {event && <code>{event}</code>}
            </span>
          </li>
        ))}
      </ol>
    </details>
  )
}
