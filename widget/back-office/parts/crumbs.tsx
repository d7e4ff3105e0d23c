import { Link } from 'wouter'
import { useWords } from '../session/language.tsx'
import { useListAddress } from './list-memory.tsx'

type CrumbsProps = { list: '/payments' | '/orders' | '/apps'; name: string; here: string }

/** Where this page hangs, and the way back up. */
export function Crumbs({ list, name, here }: CrumbsProps) {
  const words = useWords()
  const address = useListAddress(list)
  return (
    <nav className="crumbs" aria-label={words.crumbs}>
      <ol>
        <li>
          <Link href={address} data-up data-testid="up">
            {name}
          </Link>
        </li>
        <li aria-current="page">
          <bdi>{here}</bdi>
        </li>
      </ol>
    </nav>
  )
}
