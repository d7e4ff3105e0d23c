import { Link } from 'wouter'
import { ActionFailure } from '../../page-kit/query-view.tsx'
import { Picture } from '../parts/picture.tsx'
import { SoldBy } from '../parts/sold-by.tsx'
import { useMoney } from '../parts/use-money.ts'
import { useWords } from '../session/language.tsx'
import type { Cart, CartLine, useChangeQuantity } from '../shop/carts.ts'

type Change = ReturnType<typeof useChangeQuantity>
const quantityMax = 99

/** The lines of the cart with their quantities. */
export function CartLines({ cart, change }: { cart: Cart; change: Change }) {
  return (
    <ul className="card cart-lines">
      {cart.lines.map((line) => (
        <CartLineRow key={line.sku} line={line} currency={cart.currency} change={change} />
      ))}
    </ul>
  )
}

function CartLineRow({
  line,
  currency,
  change,
}: {
  line: CartLine
  currency: string
  change: Change
}) {
  const { cart: words } = useWords()
  const money = useMoney()
  const isMine = change.variables?.sku === line.sku
  const { unitPrice, sumPrice } = line.calculations
  return (
    <li className="cart-line" data-testid={`cart-line-${line.sku}`}>
      <Picture imageUrl={line.imageUrl} size="line" />
      <div className="cart-line-words">
        <Link href={`/product/${encodeURIComponent(line.sku)}`}>{line.name}</Link>
        <small>{words.each(money(unitPrice, currency))}</small>
        <SoldBy merchant={line.merchant} />
        {!line.isAvailable && <p className="problem">{words.notAvailable}</p>}
        {isMine && <ActionFailure error={change.error} />}
      </div>
      <span className="amount">{money(sumPrice, currency)}</span>
      <div className="cart-line-controls">
        <QuantityStepper line={line} change={change} />
        <button
          type="button"
          className="plain"
          aria-label={words.removeOf(line.name)}
          onClick={() => change.mutate({ sku: line.sku, quantity: 0 })}
        >
          {words.remove}
        </button>
      </div>
    </li>
  )
}

function QuantityStepper({ line, change }: { line: CartLine; change: Change }) {
  const { cart: words } = useWords()
  const asked =
    change.isPending && change.variables?.sku === line.sku ? change.variables.quantity : null
  const quantity = asked ?? line.quantity
  const set = (next: number) => change.mutate({ sku: line.sku, quantity: next })
  return (
    // biome-ignore lint/a11y/useSemanticElements: the legend of a fieldset would repeat the name.
    <div className="stepper" role="group" aria-label={words.quantityOf(line.name)}>
      <button
        type="button"
        aria-label={words.less(line.name)}
        disabled={quantity <= 1}
        onClick={() => set(quantity - 1)}
      >
        −
      </button>
      <output data-testid={`quantity-${line.sku}`}>{quantity}</output>
      <button
        type="button"
        aria-label={words.more(line.name)}
        disabled={quantity >= quantityMax}
        onClick={() => set(quantity + 1)}
      >
        +
      </button>
    </div>
  )
}
