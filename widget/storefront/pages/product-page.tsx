import { useRef, useState } from 'react'
import { Link } from 'wouter'
import { BusyButton } from '../../page-kit/busy-button.tsx'
import { ActionFailure, QueryView } from '../../page-kit/query-view.tsx'
import { ExpressButtons } from '../checkout/express-buttons.tsx'
import { ShopCheckout } from '../checkout/shop-checkout.tsx'
import { Bar } from '../parts/bar.tsx'
import { PageTitle } from '../parts/page-title.tsx'
import { Picture } from '../parts/picture.tsx'
import { SoldBy } from '../parts/sold-by.tsx'
import { Stock } from '../parts/stock.tsx'
import { useMoney } from '../parts/use-money.ts'
import { useWords } from '../session/language.tsx'
import { useAddToCart, useCart } from '../shop/carts.ts'
import { type Product, useProduct } from '../shop/catalogue.ts'

/** One product, and the way into the cart. */
export function ProductPage({ sku }: { sku: string }) {
  const { product } = useWords()
  return (
    <>
      <Link href="/" className="back-link">
        {product.all}
      </Link>
      <QueryView query={useProduct(sku)} skeleton={<ProductSkeleton />} missing={<NoSuchProduct />}>
        {(found) => <ProductDetails product={found} />}
      </QueryView>
    </>
  )
}

function ProductDetails({ product }: { product: Product }) {
  const words = useWords()
  const money = useMoney()
  return (
    <article className="product">
      <Picture imageUrl={product.imageUrl} size="large" eager />
      <div className="product-words">
        <PageTitle title={product.name} />
        <p className="product-variant">{product.variant}</p>
        <SoldBy merchant={product.merchant} />
        <p className="product-price">{money(product.price, product.currency)}</p>
        <p className="note">{words.product.priceNote}</p>
        <p className="product-description">{product.description}</p>
        <Stock product={product} always />
        {product.isAvailable && <AddToCart product={product} />}
      </div>
    </article>
  )
}

const quantityMax = 9

function AddToCart({ product }: { product: Product }) {
  const words = useWords()
  const [quantity, setQuantity] = useState(1)
  const add = useAddToCart()
  const quantities = Array.from(
    { length: Math.min(product.quantityLeft, quantityMax) },
    (_, index) => index + 1,
  )
  return (
    <>
      <div className="add-to-cart">
        <div className="field">
          <label htmlFor="quantity">{words.product.quantity}</label>
          <select
            id="quantity"
            value={quantity}
            onChange={({ target }) => setQuantity(Number(target.value))}
          >
            {quantities.map((each) => (
              <option key={each}>{each}</option>
            ))}
          </select>
        </div>
        <BusyButton
          isBusy={add.isPending}
          onClick={() => add.mutate({ sku: product.sku, quantity })}
          data-testid="add-to-cart"
        >
          {words.product.add}
        </BusyButton>
      </div>
      <ActionFailure error={add.error} />
      <p className="added" role="status">
        {add.isSuccess && (
          <>
            {words.product.added(product.name)} <Link href="/cart">{words.product.toCart}</Link>
          </>
        )}
      </p>
      <BuyNow item={{ sku: product.sku, quantity }} />
    </>
  )
}

/** Puts the product into the cart and pays the cart at once. */
function BuyNow({ item }: { item: { sku: string; quantity: number } }) {
  const { data: cart } = useCart()
  const add = useAddToCart()
  const last = useRef<{ item: string; cartId: string } | null>(null)
  const putIntoCart = async () => {
    // A sheet that is opened again after it was canceled buys the same thing, not one more of it.
    const wanted = JSON.stringify(item)
    if (last.current?.item !== wanted || last.current.cartId !== cart?.id) {
      last.current = { item: wanted, cartId: (await add.mutateAsync(item)).id }
    }
    return { cartId: last.current.cartId }
  }
  return (
    <ShopCheckout {...(cart && { cartId: cart.id })}>
      <ExpressButtons placement="product" onClick={putIntoCart} />
    </ShopCheckout>
  )
}

function NoSuchProduct() {
  const { product } = useWords()
  return (
    <>
      <PageTitle title={product.notFound.title} />
      <p className="lead">{product.notFound.text}</p>
      <Link className="button" href="/">
        {product.all}
      </Link>
    </>
  )
}

function ProductSkeleton() {
  return (
    <div className="product">
      <span className="picture picture-large" />
      <div className="product-words">
        <Bar width="60%" height="2rem" />
        <Bar width="30%" />
        <Bar width="25%" height="1.5rem" />
        <Bar height="5rem" />
        <Bar height="3rem" />
      </div>
    </div>
  )
}
