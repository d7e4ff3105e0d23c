import { useEffect, useState } from 'react'
import { useMethodExplanations } from '../api/apps.ts'
import type { MethodExplanation } from '../api/contract.ts'
import { useFormats } from '../parts/formats.ts'
import { Bars, QueryView } from '../parts/query-view.tsx'
import { parseAmount } from '../payment/amount.ts'
import { useAppLanguage, useAppWords } from '../session/app-language.tsx'
import { isCurrency, limitCurrency, placements } from './method-draft.ts'
import { nameOf } from './method-words.ts'

type Asked = { amount: string; currency: string; country: string; placement: string }
type Problems = Partial<Record<keyof Asked, string>>

const nothing: Asked = { amount: '', currency: '', country: '', placement: '' }
const typingPauseMs = 350
const amountMaxMinor = 999_999_999_999

/** Asks, for a purchase that an operator makes up, which methods a shopper would be offered, and why not the others. */
export function ExplainPanel() {
  const { methods } = useAppWords()
  const words = methods.why
  const [asked, setAsked] = useState(nothing)
  const { query, problems } = useQueryOf(asked)
  const settled = useSettled(JSON.stringify(query))
  const explanations = useMethodExplanations(JSON.parse(settled))
  const put = (change: Partial<Asked>) => setAsked((before) => ({ ...before, ...change }))
  return (
    <section className="card explain" aria-labelledby="explain" data-testid="explain-panel">
      <h2 id="explain">{words.title}</h2>
      <p className="note">{words.lead}</p>
      <div className="explain-fields">
        <Field name="amount" asked={asked} problems={problems} put={put} />
        <Field name="currency" asked={asked} problems={problems} put={put} />
        <Field name="country" asked={asked} problems={problems} put={put} />
        <div className="field">
          <label htmlFor="explain-placement">{words.placement}</label>
          <select
            id="explain-placement"
            data-testid="explain-placement"
            value={asked.placement}
            onChange={({ target }) => put({ placement: target.value })}
          >
            <option value="">{words.any}</option>
            {placements.map((place) => (
              <option key={place} value={place}>
                {methods.placements[place]}
              </option>
            ))}
          </select>
        </div>
      </div>
      <QueryView query={explanations} skeleton={<Bars rows={4} />}>
        {({ methods: all }) => <Explanations all={all} currency={asked.currency.trim()} />}
      </QueryView>
    </section>
  )
}

type FieldProps = {
  name: 'amount' | 'currency' | 'country'
  asked: Asked
  problems: Problems
  put: (change: Partial<Asked>) => void
}

function Field({ name, asked, problems, put }: FieldProps) {
  const words = useAppWords().methods.why
  const id = `explain-${name}`
  return (
    <div className="field">
      <label htmlFor={id}>{words[name]}</label>
      <input
        id={id}
        data-testid={id}
        autoComplete="off"
        spellCheck={false}
        inputMode={name === 'amount' ? 'decimal' : undefined}
        maxLength={name === 'amount' ? 20 : name === 'currency' ? 3 : 2}
        placeholder={words.any}
        value={asked[name]}
        aria-invalid={problems[name] !== undefined}
        aria-describedby={`${id}-problem`}
        onChange={({ target }) =>
          put({ [name]: name === 'amount' ? target.value : target.value.toUpperCase() })
        }
      />
      <p className="problem" id={`${id}-problem`}>
        {problems[name]}
      </p>
    </div>
  )
}

/** What is asked of the server, and what is wrong with what was typed; that is not asked for. */
function useQueryOf(asked: Asked): { query: Record<string, string>; problems: Problems } {
  const { locale, words: all } = useAppLanguage()
  const words = all.methods.why
  const problems: Problems = {}
  const query: Record<string, string> = {}
  if (asked.placement) query['placement'] = asked.placement
  if (/^[A-Z]{2}$/.test(asked.country)) query['country'] = asked.country
  else if (asked.country) problems.country = words.invalidCode('DE')
  if (isCurrency(asked.currency)) query['currency'] = asked.currency
  else if (asked.currency) problems.currency = words.invalidCode('EUR')
  if (asked.amount.trim()) {
    const currency = query['currency'] ?? 'EUR'
    const parsed = parseAmount(asked.amount, { currency, locale, maxMinor: amountMaxMinor })
    if (parsed.ok) query['amount'] = String(parsed.amountMinor)
    else problems.amount = words.invalidAmount
  }
  return { query, problems }
}

/** A text once nobody has changed it for a moment. */
function useSettled(text: string): string {
  const [settled, setSettled] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), typingPauseMs)
    return () => clearTimeout(timer)
  }, [text])
  return settled
}

type ExplanationsProps = { all: readonly MethodExplanation[]; currency: string }

function Explanations({ all, currency }: ExplanationsProps) {
  const { language, words } = useAppLanguage()
  const why = words.methods.why
  const reasonsOf = useReasons(currency)
  const hasSeveral = new Set(all.map(({ provider, mode }) => `${provider}/${mode}`)).size > 1
  if (all.length === 0) return <p className="note">{why.none}</p>
  return (
    <ul className="explanations" data-testid="explanations">
      {all.map((one) => (
        <li
          key={`${one.provider}/${one.mode}/${one.method}`}
          data-testid={`explained-${one.method}`}
          data-offered={one.isOffered}
          data-tone={one.isOffered ? 'ok' : 'info'}
        >
          <span className="explained-mark" aria-hidden="true">
            {one.isOffered ? '✓' : '–'}
          </span>
          <div>
            <p className="method-name">
              <bdi>{nameOf(one, language)}</bdi>{' '}
              {hasSeveral && (
                <span className="soft">
                  {one.provider} · {words.modes[one.mode]}
                </span>
              )}
            </p>
            <p className="explained">{one.isOffered ? why.offered : why.notOffered}</p>
            {reasonsOf(one).map((reason) => (
              <p key={reason} className="note">
                {reason}
              </p>
            ))}
          </div>
        </li>
      ))}
    </ul>
  )
}

/** Every reason that holds, as a sentence with what would have to be different. */
function useReasons(asked: string): (one: MethodExplanation) => string[] {
  const { methods } = useAppWords()
  const { money } = useFormats()
  const words = methods.why
  return (one) => {
    const currency = isCurrency(asked) ? asked : limitCurrency(one)
    const texts: Record<MethodExplanation['reasons'][number], string> = {
      ...words.reasons,
      placement: words.placementReason(
        one.placements.map((place) => methods.placements[place]).join(', '),
      ),
      currency: words.currencyReason(one.currencies?.join(', ') ?? ''),
      country: words.countryReason(one.countries?.join(', ') ?? ''),
      'amount-too-low': words.tooLow(money(one.minimumAmount ?? 0, currency)),
      'amount-too-high': words.tooHigh(money(one.maximumAmount ?? 0, currency)),
    }
    return one.reasons.map((reason) => texts[reason])
  }
}
