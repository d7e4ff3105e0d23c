import { useWords } from '../session/language.tsx'

type AmountFieldProps = {
  label: string
  note: string
  inputMode: 'numeric' | 'decimal'
  text: string
  problem: string | null
  onText: (text: string) => void
  onAll: () => void
}

/** An amount in major units, with what is possible below it and what is wrong instead. */
export function AmountField({
  label,
  note,
  inputMode,
  text,
  problem,
  onText,
  onAll,
}: AmountFieldProps) {
  const { operation } = useWords()
  return (
    <div className="field">
      <label htmlFor="amount">{label}</label>
      <div className="amount-row">
        <input
          id="amount"
          data-testid="amount"
          className="amount"
          inputMode={inputMode}
          autoComplete="off"
          value={text}
          aria-invalid={problem !== null}
          aria-describedby="amount-note amount-problem"
          onChange={({ target }) => onText(target.value)}
        />
        <button type="button" className="button quiet" data-testid="amount-all" onClick={onAll}>
          {operation.all}
        </button>
      </div>
      <p className="note" id="amount-note" data-testid="amount-max">
        {note}
      </p>
      <p className="problem" id="amount-problem" role="alert" data-testid="amount-problem">
        {problem}
      </p>
    </div>
  )
}
