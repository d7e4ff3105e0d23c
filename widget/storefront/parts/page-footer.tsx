import { Link } from 'wouter'
import { currentShop, frontPageOf } from '../session/current-shop.ts'
import { useWords } from '../session/language.tsx'
import { usePayFirst } from '../session/pay-first.ts'
import { useDemoLinks, useIsMarketplace } from '../shop/demo-links.ts'

/** Says that this is a demo, and leads behind its scenes where the host offers that. */
export function PageFooter() {
  const words = useWords()
  const links = useDemoLinks()
  const isMarketplace = useIsMarketplace()
  return (
    <footer className="page-footer">
      <p>{words.footer.promise}</p>
      <nav aria-label={words.footer.demo}>
        {links.shops
          ?.filter(({ shop }) => shop !== currentShop)
          .map(({ shop, name }) => (
            <a key={name} href={frontPageOf(shop)} data-testid="other-shop">
              {words.footer.otherShop(name)}
            </a>
          ))}
        {isMarketplace && <Link href="/merchant">{words.footer.merchants}</Link>}
        {links.docsUrl && <a href={links.docsUrl}>{words.footer.apiDocuments}</a>}
        {links.chaosUrl && <a href={links.chaosUrl}>{words.footer.chaos}</a>}
        <a href="/embed.html">{words.footer.embed}</a>
        <PayFirstSwitch />
      </nav>
    </footer>
  )
}

/** Lets a visitor see both flows: the order first, or the payment. */
function PayFirstSwitch() {
  const words = useWords()
  const { isPayFirst, choose } = usePayFirst()
  return (
    <label className="switch">
      <input
        type="checkbox"
        checked={isPayFirst}
        onChange={({ target }) => choose(target.checked)}
        data-testid="pay-first"
      />
      {words.footer.payFirst}
    </label>
  )
}
