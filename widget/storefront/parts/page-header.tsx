import { Link, useLocation } from 'wouter'
import { LanguageChoice } from '../../page-kit/language-choice.tsx'
import { forgetDelivery } from '../checkout/use-delivery.ts'
import { useLanguage } from '../session/language.tsx'
import { useSession } from '../session/session.tsx'
import { useCart } from '../shop/carts.ts'
import { useBrand } from '../shop/demo-links.ts'
import { Crumbs } from './crumbs.tsx'
import { useShownStep } from './step.tsx'

/** Brand, the way through the purchase, and what is always at hand. */
export function PageHeader() {
  const brand = useBrand()
  const [path] = useLocation()
  const step = useShownStep()
  const isPaying = path.startsWith('/checkout')
  return (
    <header className="page-header">
      <div className="page-header-row">
        <Link href="/" className="brand">
          {brand || '\u00a0'}
        </Link>
        {step && <Crumbs step={step} />}
        <div className="page-header-end">
          {!isPaying && <ShopLinks />}
          <LanguageChoice />
        </div>
      </div>
    </header>
  )
}

function ShopLinks() {
  const { words } = useLanguage()
  const { username, signOut } = useSession()
  const [path] = useLocation()
  const leave = () => {
    forgetDelivery()
    signOut()
  }
  return (
    <nav className="shop-links" aria-label={words.nav.label}>
      <Link href="/orders">{words.nav.orders}</Link>
      {username ? (
        <button type="button" className="plain" onClick={leave} title={username}>
          {words.nav.signOut}
        </button>
      ) : (
        <Link href={`/sign-in?next=${encodeURIComponent(path)}`} data-testid="sign-in">
          {words.nav.signIn}
        </Link>
      )}
      <CartLink />
    </nav>
  )
}

function CartLink() {
  const { words } = useLanguage()
  const count = useCart().data?.lines.reduce((sum, { quantity }) => sum + quantity, 0) ?? 0
  return (
    <Link href="/cart" data-testid="cart-link" className="cart-link">
      {words.nav.cart}
      <span className="cart-count" data-testid="cart-count" data-count={count} aria-hidden="true">
        {count}
      </span>
      <span className="visually-hidden">({words.nav.cartCount(count)})</span>
    </Link>
  )
}
