import { Link, useLocation } from 'wouter'
import { LanguageChoice } from '../../page-kit/language-choice.tsx'
import { useAttention } from '../api/attention.ts'
import type { AttentionList } from '../api/contract.ts'
import { useLive } from '../api/live.tsx'
import { useSession } from '../api/session.ts'
import { useWords } from '../session/language.tsx'
import { useOperator } from '../session/operator.tsx'

type NavigationProps = {
  isMenuOpen: boolean
  setIsMenuOpen: (isOpen: boolean) => void
  showShortcuts: () => void
}

const countMax = 999

const shownCount = (count: number): string => (count > countMax ? `${countMax}+` : String(count))

/** How many things need somebody: what is only worth knowing is not counted. */
const countOf = ({ groups }: AttentionList): number =>
  groups.reduce(
    (sum, { tone, count }) => (tone === 'bad' || tone === 'warning' ? sum + count : sum),
    0,
  )

/** The way to every page: a column at the side, on phones a bar with a menu. */
export function Navigation({ isMenuOpen, setIsMenuOpen, showShortcuts }: NavigationProps) {
  const words = useWords()
  const { data: session } = useSession()
  const needed = useAttentionCount()
  return (
    <header className="side" data-open={isMenuOpen}>
      <div className="side-head">
        <Link href="/payments" className="brand">
          {words.brand}
        </Link>
        {session && <Merchant name={session.merchantName} mode={session.mode} />}
        <button
          type="button"
          className="button quiet menu-button"
          aria-expanded={isMenuOpen}
          aria-controls="menu"
          data-testid="menu"
          onClick={() => setIsMenuOpen(!isMenuOpen)}
        >
          {words.nav.menu}
          <Count count={needed} />
        </button>
      </div>
      <div className="side-menu" id="menu">
        <Pages
          hasOrders={session?.hasOrders ?? true}
          hasMarketplace={session?.hasMarketplace ?? false}
        />
        <div className="side-foot">
          <ul className="elsewhere" aria-label={words.nav.elsewhere}>
            {session?.links.map(({ rel, href }) => (
              <li key={rel}>
                <a href={href} target="_blank" rel="noreferrer" data-testid={`elsewhere-${rel}`}>
                  {words.nav[rel]}
                </a>
              </li>
            ))}
            <li>
              <button type="button" className="plain" onClick={showShortcuts}>
                {words.nav.shortcuts}
              </button>
            </li>
          </ul>
          <Personal />
        </div>
      </div>
    </header>
  )
}

/** How many things need somebody; nothing while none does. */
function Count({ count }: { count: number }) {
  const { nav } = useWords()
  if (count === 0) return null
  return (
    <>
      <span className="count" data-testid="count" aria-hidden="true">
        {shownCount(count)}
      </span>
      <span className="visually-hidden">{nav.count(shownCount(count))}</span>
    </>
  )
}

function useAttentionCount(): number {
  const { data } = useAttention()
  return data ? countOf(data) : 0
}

function Merchant({ name, mode }: { name: string; mode: 'test' | 'live' }) {
  const words = useWords()
  return (
    <p className="merchant">
      <bdi>{name}</bdi>
      <span data-mode={mode}>{mode === 'test' ? words.testMode : words.modes.live}</span>
    </p>
  )
}

type PagesProps = { hasOrders: boolean; hasMarketplace: boolean }

function Pages({ hasOrders, hasMarketplace }: PagesProps) {
  const { nav } = useWords()
  const { backlog } = useLive()
  const needed = useAttentionCount()
  const dead = backlog ? backlog.messages.dead + backlog.inbox.dead : 0
  return (
    <nav aria-label={nav.label}>
      <ul className="pages">
        <PageLink href="/payments" name={nav.payments} />
        {hasOrders && <PageLink href="/orders" name={nav.orders} />}
        <PageLink href="/messages" name={nav.messages} count={dead} />
        <PageLink href="/attention" name={nav.attention} count={needed} />
      </ul>
      <ul className="pages setup">
        <PageLink href="/apps" name={nav.apps} />
        <PageLink href="/payment-methods" name={nav.methods} />
        {hasMarketplace && <PageLink href="/merchants" name={nav.merchants} />}
        {hasMarketplace && <PageLink href="/transfers" name={nav.transfers} />}
      </ul>
    </nav>
  )
}

function PageLink({ href, name, count = 0 }: { href: string; name: string; count?: number }) {
  const [location] = useLocation()
  const isHere = location === href || location.startsWith(`${href}/`)
  return (
    <li>
      <Link
        href={href}
        aria-current={isHere ? 'page' : undefined}
        data-testid={`nav${href.replace('/', '-')}`}
      >
        <span>{name}</span>
        <Count count={count} />
      </Link>
    </li>
  )
}

function Personal() {
  const words = useWords()
  const { signOut } = useOperator()
  return (
    <div className="personal">
      <LanguageChoice />
      <button type="button" className="plain" data-testid="sign-out" onClick={signOut}>
        {words.nav.signOut}
      </button>
    </div>
  )
}
