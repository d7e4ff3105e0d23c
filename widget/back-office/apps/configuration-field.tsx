import { useId } from 'react'
import { useAppWords } from '../session/app-language.tsx'
import type { FormField } from './form-fields.ts'

type ConfigurationFieldProps = {
  field: FormField
  value: string | boolean
  problem: string | null
  onChange: (value: string | boolean) => void
}

/** One field of a configuration, with what it is for below it, and what is wrong with it. */
export function ConfigurationField(props: ConfigurationFieldProps) {
  const { field, problem } = props
  const { appForm: words } = useAppWords()
  const id = useId()
  const { name, kind, title, description, isRequired, isStored } = field
  const secretNote = isStored ? words.secretSet : words.secretNew
  const isOptional = !isRequired && kind !== 'toggle' && kind !== 'choice'
  return (
    <div className="field" data-kind={kind}>
      <label htmlFor={id}>
        {title}
        {isOptional && <span className="optional"> · {words.optional}</span>}
      </label>
      <Control
        {...props}
        shared={{
          id,
          name,
          'data-testid': `field-${name}`,
          'aria-invalid': problem !== null,
          'aria-describedby': `${id}-notes ${id}-problem`,
        }}
      />
      <p className="note" id={`${id}-notes`}>
        {[kind === 'secret' ? secretNote : '', description].filter(Boolean).join(' ')}
      </p>
      <p className="problem" id={`${id}-problem`} data-testid={`problem-${name}`}>
        {problem}
      </p>
    </div>
  )
}

type ControlProps = Pick<ConfigurationFieldProps, 'field' | 'value' | 'onChange'> & {
  shared: {
    id: string
    name: string
    'data-testid': string
    'aria-invalid': boolean
    'aria-describedby': string
  }
}

function Control({ field, value, onChange, shared }: ControlProps) {
  if (typeof value === 'boolean') {
    return (
      <input
        {...shared}
        type="checkbox"
        className="switch"
        checked={value}
        onChange={({ target }) => onChange(target.checked)}
      />
    )
  }
  const text = { ...shared, value, onText: onChange }
  if (field.kind === 'choice') return <Choice {...text} field={field} />
  if (field.kind === 'secret') return <Secret {...text} isStored={field.isStored} />
  const { onText, ...input } = text
  return (
    <input
      {...input}
      type="text"
      inputMode={field.kind === 'number' ? 'numeric' : undefined}
      autoComplete="off"
      spellCheck={false}
      onChange={({ target }) => onText(target.value)}
    />
  )
}

type TextProps = ControlProps['shared'] & { value: string; onText: (value: string) => void }

function Choice({ field, onText, ...shared }: TextProps & { field: FormField }) {
  const { appForm: words } = useAppWords()
  return (
    <select {...shared} onChange={({ target }) => onText(target.value)}>
      {field.initial === '' && <option value="">{words.notSet}</option>}
      {field.choices.map((choice) => (
        <option key={choice.value} value={choice.value}>
          {choice.label}
        </option>
      ))}
    </select>
  )
}

const Secret = ({ isStored, onText, ...shared }: TextProps & { isStored: boolean }) => (
  <input
    {...shared}
    type="password"
    // A browser must not offer to keep a shop's key among the operator's passwords.
    autoComplete="new-password"
    spellCheck={false}
    placeholder={isStored ? '••••••••••••' : undefined}
    onChange={({ target }) => onText(target.value)}
  />
)
