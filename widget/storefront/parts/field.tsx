import type { ComponentProps } from 'react'
import { useWords } from '../session/language.tsx'

type FieldProps = ComponentProps<'input'> & {
  id: string
  label: string
  problem?: string | undefined
}

/** A labelled input that says what is wrong with it where it is wrong. */
export function Field({ id, label, problem, required = true, ...input }: FieldProps) {
  const words = useWords()
  return (
    <div className="field">
      <label htmlFor={id}>
        {label}
        {!required && <span className="optional"> ({words.optional})</span>}
      </label>
      <input
        {...input}
        id={id}
        name={id}
        data-testid={id}
        aria-required={required}
        aria-invalid={problem !== undefined}
        aria-describedby={problem ? `${id}-problem` : undefined}
      />
      <FieldProblem id={id} problem={problem} />
    </div>
  )
}

/** What is wrong with a field; its input is described by it. */
export function FieldProblem({ id, problem }: { id: string; problem?: string | undefined }) {
  return (
    <p className="problem" id={`${id}-problem`}>
      {problem}
    </p>
  )
}
