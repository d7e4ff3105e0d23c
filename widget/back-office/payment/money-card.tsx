import type { PaymentDossier } from '../api/contract.ts'
import { useFormats } from '../parts/formats.ts'
import { Amount } from '../parts/moment.tsx'
import { useWords } from '../session/language.tsx'

type Money = PaymentDossier['money']

const rows = ['authorised', 'captured', 'capturing', 'refunded', 'refunding', 'voided'] as const
const always = new Set<(typeof rows)[number]>(['authorised', 'captured', 'refunded'])

/** Where the money of a payment is, as a bar and in numbers. */
export function MoneyCard({ money, movements }: Pick<PaymentDossier, 'money' | 'movements'>) {
  const { payment: words } = useWords()
  return (
    <section className="card money-card" aria-labelledby="money" data-testid="money">
      <h2 id="money">{words.money}</h2>
      <MoneyBar money={money} />
      <dl className="amounts">
        {rows
          .filter((name) => always.has(name) || money[name] > 0)
          .map((name) => (
            <div key={name} data-part={name}>
              <dt>{words[name]}</dt>
              <dd data-testid={`money-${name}`}>
                <Amount amount={money[name]} currency={money.currency} />
              </dd>
            </div>
          ))}
      </dl>
      {movements.length > 0 && <Movements movements={movements} currency={money.currency} />}
    </section>
  )
}

function MoneyBar({ money }: { money: Money }) {
  const { payment: words } = useWords()
  const formats = useFormats()
  const { authorised, captured, refunded, capturing, refunding, voided, currency } = money
  const whole = Math.max(authorised, captured + capturing, voided, 1)
  const givenBack = Math.min(refunded + refunding, captured)
  const parts = [
    ['refunded', Math.min(refunded, captured)],
    ['refunding', givenBack - Math.min(refunded, captured)],
    ['captured', captured - givenBack],
    ['capturing', capturing],
    ['voided', voided],
    ['authorised', Math.max(0, authorised - captured - capturing - voided)],
  ] as const
  const text = words.bar({
    authorised: formats.money(authorised, currency),
    captured: formats.money(captured, currency),
    refunded: formats.money(refunded, currency),
  })
  return (
    <div className="money-bar" role="img" aria-label={text}>
      {parts
        .filter(([, amount]) => amount > 0)
        .map(([name, amount]) => (
          <span key={name} data-part={name} style={{ inlineSize: `${(amount / whole) * 100}%` }} />
        ))}
    </div>
  )
}

type MovementsProps = { movements: PaymentDossier['movements']; currency: string }

function Movements({ movements, currency }: MovementsProps) {
  const { payment: words } = useWords()
  return (
    <>
      <h3>{words.movements}</h3>
      <ul className="movements">
        {movements.map(({ kind, amount, status, operationId, failureReason }) => (
          <li key={`${kind}:${operationId}`} data-status={status} data-testid="movement">
            <span>
              {words.movement[kind]} · {words.movementStatuses[status]}
              {failureReason && <code>{failureReason}</code>}
            </span>
            <Amount amount={amount} currency={currency} />
          </li>
        ))}
      </ul>
    </>
  )
}
