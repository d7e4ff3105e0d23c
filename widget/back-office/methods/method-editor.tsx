import { useId } from 'react'
import type { MethodRow } from '../api/contract.ts'
import { useAppLanguage } from '../session/app-language.tsx'
import {
  asProviderHas,
  type DraftProblems,
  limitCurrency,
  type MethodDraft,
  nameLanguages,
  placements,
} from './method-draft.ts'

type MethodEditorProps = {
  id: string
  row: MethodRow
  draft: MethodDraft
  problems: DraftProblems
  put: (change: Partial<MethodDraft>) => void
}

/** What a tenant can say about a method. */
export function MethodEditor({ id, row, draft, problems, put }: MethodEditorProps) {
  const { methods: words } = useAppLanguage().words
  const { locale } = useAppLanguage()
  const { fields } = words
  const problemOf = (field: keyof DraftProblems) => {
    const problem = problems[field]
    return problem ? words.problems[problem] : null
  }
  return (
    <div className="method-editor" id={id} data-testid="method-editor">
      <PlacementChoice draft={draft} problem={problemOf('placements')} put={put} />
      <div className="field-pair">
        <TextField
          label={fields.countries}
          hint={fields.countriesHint}
          value={draft.countries}
          problem={problemOf('countries')}
          testId="method-countries"
          onChange={(countries) => put({ countries })}
        />
        <TextField
          label={fields.currencies}
          hint={fields.currenciesHint}
          value={draft.currencies}
          problem={problemOf('currencies')}
          testId="method-currencies"
          onChange={(currencies) => put({ currencies })}
        />
      </div>
      <div className="field-pair">
        <TextField
          label={fields.minimum}
          value={draft.minimum}
          problem={problemOf('minimum')}
          testId="method-minimum"
          isAmount
          onChange={(minimum) => put({ minimum })}
        />
        <TextField
          label={fields.maximum}
          value={draft.maximum}
          problem={problemOf('maximum')}
          testId="method-maximum"
          isAmount
          onChange={(maximum) => put({ maximum })}
        />
      </div>
      <p className="note">{fields.limitsHint(limitCurrency(row))}</p>
      <NameFields draft={draft} problem={problemOf('names')} put={put} />
      <div className="actions">
        <button
          type="button"
          className="plain"
          data-testid="reset-method"
          onClick={() => put({ ...asProviderHas(row, locale), isEnabled: draft.isEnabled })}
        >
          {fields.reset}
        </button>
      </div>
    </div>
  )
}

type PartProps = Pick<MethodEditorProps, 'draft' | 'put'> & { problem: string | null }

function PlacementChoice({ draft, problem, put }: PartProps) {
  const { methods: words } = useAppLanguage().words
  const id = useId()
  return (
    <fieldset className="placement-choice" aria-describedby={id}>
      <legend>{words.fields.placements}</legend>
      {placements.map((place) => (
        <label key={place} className="check">
          <input
            type="checkbox"
            data-testid={`placement-${place}`}
            checked={draft.placements.includes(place)}
            onChange={({ target }) =>
              put({
                placements: placements.filter((one) =>
                  one === place ? target.checked : draft.placements.includes(one),
                ),
              })
            }
          />
          {words.placements[place]}
        </label>
      ))}
      <p className="problem" id={id}>
        {problem}
      </p>
    </fieldset>
  )
}

function NameFields({ draft, problem, put }: PartProps) {
  const { methods: words } = useAppLanguage().words
  return nameLanguages.map((language) => {
    const named = draft.names[language] ?? { name: '', description: '' }
    const change = (own: Partial<typeof named>) =>
      put({ names: { ...draft.names, [language]: { ...named, ...own } } })
    return (
      <div key={language} className="field-pair">
        <TextField
          label={words.fields.name(words.languages[language])}
          value={named.name}
          problem={named.name.trim() === '' ? problem : null}
          testId={`method-name-${language}`}
          onChange={(name) => change({ name })}
        />
        <TextField
          label={words.fields.description(words.languages[language])}
          value={named.description}
          problem={null}
          testId={`method-description-${language}`}
          onChange={(description) => change({ description })}
        />
      </div>
    )
  })
}

type TextFieldProps = {
  label: string
  hint?: string
  value: string
  problem: string | null
  testId: string
  isAmount?: boolean
  onChange: (value: string) => void
}

function TextField({ label, hint, value, problem, testId, isAmount, onChange }: TextFieldProps) {
  const id = useId()
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        data-testid={testId}
        inputMode={isAmount ? 'decimal' : undefined}
        autoComplete="off"
        spellCheck={false}
        maxLength={1200}
        value={value}
        aria-invalid={problem !== null}
        aria-describedby={`${id}-hint ${id}-problem`}
        onChange={({ target }) => onChange(target.value)}
      />
      {hint && (
        <p className="note" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      <p className="problem" id={`${id}-problem`}>
        {problem}
      </p>
    </div>
  )
}
