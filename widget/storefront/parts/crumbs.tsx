import { Link } from 'wouter'
import { useWords } from '../session/language.tsx'
import type { Step } from './step.tsx'

const steps: readonly Step[] = ['cart', 'address', 'payment', 'done']

const paths: Record<Step, string | null> = {
  cart: '/cart',
  address: '/checkout',
  payment: null,
  done: null,
}

/** Where the shopper is on the way to the order; steps already taken lead back. */
export function Crumbs({ step }: { step: Step }) {
  const words = useWords()
  const current = steps.indexOf(step)
  return (
    <nav className="crumbs" aria-label={words.crumbs.label}>
      <ol>
        {steps.map((each, index) => {
          const path = step !== 'done' && index < current ? paths[each] : null
          return (
            <li key={each} {...(index === current && { 'aria-current': 'step' as const })}>
              {path ? (
                <Link href={path}>{words.crumbs[each]}</Link>
              ) : (
                <span>{words.crumbs[each]}</span>
              )}
            </li>
          )
        })}
      </ol>
    </nav>
  )
}
