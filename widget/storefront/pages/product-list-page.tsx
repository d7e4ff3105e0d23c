import { Link, useSearchParams } from 'wouter'
import { QueryView } from '../../page-kit/query-view.tsx'
import { Bar } from '../parts/bar.tsx'
import { EmptyState } from '../parts/notice.tsx'
import { PageTitle } from '../parts/page-title.tsx'
import { Picture } from '../parts/picture.tsx'
import { SoldBy } from '../parts/sold-by.tsx'
import { Stock } from '../parts/stock.tsx'
import { useMoney } from '../parts/use-money.ts'
import { useWords } from '../session/language.tsx'
import { type Product, useProducts } from '../shop/catalogue.ts'
import { useIsMarketplace } from '../shop/demo-links.ts'

/** All products, or those that match the search in the address. */
export function ProductListPage() {
  const words = useWords()
  const { title, lead } = useIsMarketplace() ? words.market : words.catalogue
  const [parameters, setParameters] = useSearchParams()
  const search = parameters.get('q') ?? ''
  const products = useProducts(search.trim())
  return (
    <>
      <div className="catalogue-head">
        <div>
          <PageTitle title={title} />
          <p className="lead">{lead}</p>
        </div>
        <search>
          <label htmlFor="search" className="visually-hidden">
            {words.catalogue.search}
          </label>
          <input
            id="search"
            type="search"
            placeholder={words.catalogue.searchHint}
            maxLength={200}
            value={search}
            onChange={({ target }) =>
              setParameters(target.value ? { q: target.value } : {}, { replace: true })
            }
          />
        </search>
      </div>
      <QueryView query={products} skeleton={<ProductGridSkeleton />}>
        {(found) =>
          found.length > 0 ? <ProductGrid products={found} /> : <NoProducts search={search} />
        }
      </QueryView>
    </>
  )
}

function ProductGrid({ products }: { products: Product[] }) {
  const words = useWords()
  return (
    <>
      <p className="visually-hidden" role="status">
        {words.catalogue.count(products.length)}
      </p>
      <ul className="product-grid">
        {products.map((product, index) => (
          <ProductCard key={product.sku} product={product} isEarly={index < 4} />
        ))}
      </ul>
    </>
  )
}

function ProductCard({ product, isEarly }: { product: Product; isEarly: boolean }) {
  const money = useMoney()
  return (
    <li>
      <Link
        href={`/product/${encodeURIComponent(product.sku)}`}
        className="product-card"
        data-testid={`product-${product.sku}`}
        data-available={product.isAvailable}
      >
        <Picture imageUrl={product.imageUrl} size="card" eager={isEarly} />
        <span className="product-name">{product.name}</span>
        <span className="amount">{money(product.price, product.currency)}</span>
        <span className="product-variant">{product.variant}</span>
        <Stock product={product} />
        <SoldBy merchant={product.merchant} />
      </Link>
    </li>
  )
}

function NoProducts({ search }: { search: string }) {
  const { catalogue } = useWords()
  if (!search) return <EmptyState {...catalogue.none}>{null}</EmptyState>
  return (
    <div role="status">
      <EmptyState {...catalogue.noneFound(search)}>
        <Link className="button quiet" href="/">
          {catalogue.showAll}
        </Link>
      </EmptyState>
    </div>
  )
}

function ProductGridSkeleton() {
  return (
    <ul className="product-grid">
      {[1, 2, 3, 4, 5, 6, 7, 8].map((place) => (
        <li key={place} className="product-card">
          <span className="picture picture-card" />
          <Bar width="70%" />
          <Bar width="3.5em" />
          <Bar width="40%" />
        </li>
      ))}
    </ul>
  )
}
