import type { ReactNode } from 'react'

type Choice = { id: string; title: string; note: string; end: ReactNode }
type RadioListProps = {
  name: string
  legend: string
  choices: Choice[]
  chosen: string | null
  onChoose: (id: string) => void
}

/** A short list of which exactly one is chosen. */
export function RadioList({ name, legend, choices, chosen, onChoose }: RadioListProps) {
  return (
    <fieldset className="radio-list">
      <legend>{legend}</legend>
      {choices.map(({ id, title, note, end }) => (
        <label key={id} className="radio-choice" data-chosen={id === chosen}>
          <input
            type="radio"
            name={name}
            value={id}
            checked={id === chosen}
            data-testid={`${name}-${id}`}
            onChange={() => onChoose(id)}
          />
          <span className="radio-words">
            {title}
            <small>{note}</small>
          </span>
          <span className="amount">{end}</span>
        </label>
      ))}
    </fieldset>
  )
}
