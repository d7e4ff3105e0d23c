import { Link } from 'wouter'
import type { AppConnection } from '../api/contract.ts'
import { Moment } from '../parts/moment.tsx'
import { useAppWords } from '../session/app-language.tsx'
import { shownCount } from './disconnect-dialog.tsx'

/** What has a place of its own, and is not told again among the rest of the configuration. */
const toldElsewhere = new Set(['methods', 'environment'])

/** Whose account a connection is, since when, what it offers, and what is stored of it but for its secrets. */
export function ConnectionFacts({ connection }: { connection: AppConnection }) {
  const words = useAppWords()
  const { facts, ...texts } = words.apps
  const { accountId, since, version, methods, isMarketplace, openPayments, merchants } = connection
  return (
    <>
      <dl className="connection-facts">
        <Fact name={facts.account}>
          <bdi>{accountId ?? <span className="soft">{texts.unknownAccount}</span>}</bdi>
        </Fact>
        <Fact name={facts.since}>
          <Moment at={since} /> <span className="soft">· {`v${version}`}</span>
        </Fact>
        <Fact name={facts.methods}>
          <Link href="/payment-methods">{texts.enabledOf(methods.enabled, methods.all)}</Link>
        </Fact>
        <Fact name={facts.model}>{isMarketplace ? words.yes : words.no}</Fact>
        <Fact name={facts.openPayments}>{shownCount(openPayments)}</Fact>
        {(isMarketplace || merchants > 0) && (
          <Fact name={facts.merchants}>
            <Link href={`/merchants?mode=${connection.mode}`}>{shownCount(merchants)}</Link>
          </Fact>
        )}
      </dl>
      <Configuration connection={connection} />
    </>
  )
}

function Fact({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}

function Configuration({ connection: { configuration } }: { connection: AppConnection }) {
  const { apps: words } = useAppWords()
  const shown = Object.entries(configuration).filter(([name]) => !toldElsewhere.has(name))
  if (shown.length === 0) return null
  return (
    <details className="stored-configuration">
      <summary>{words.configuration}</summary>
      <dl className="fact-list">
        {shown.map(([name, value]) => (
          <div key={name}>
            <dt>
              <code>{name}</code>
            </dt>
            <dd>
              <bdi>{typeof value === 'string' ? value : JSON.stringify(value)}</bdi>
            </dd>
          </div>
        ))}
      </dl>
    </details>
  )
}
