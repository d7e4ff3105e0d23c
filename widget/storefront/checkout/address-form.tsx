import { type FormEvent, useRef, useState } from 'react'
import { Field, FieldProblem } from '../parts/field.tsx'
import { useLanguage } from '../session/language.tsx'
import type { Words } from '../words.ts'
import {
  countries,
  type Delivery,
  type DeliveryField,
  deliveryFields,
  fieldLengthMax,
  type Problem,
  type Problems,
  problemsOf,
} from './delivery.ts'

type AddressFormProps = {
  id: string
  delivery: Delivery
  change: (changed: Partial<Delivery>) => void
  /** Called only with an address that has no problems. */
  onComplete: () => void
}

/** Name, e-mail and address; tells of a mistyped field when it is left, of everything when sent. */
export function AddressForm({ id, delivery, change, onComplete }: AddressFormProps) {
  const { words } = useLanguage()
  const form = useRef<HTMLFormElement>(null)
  const [problems, setProblems] = useState<Problems>({})
  const [isSent, setIsSent] = useState(false)
  const count = Object.keys(problems).length

  const edit = (field: DeliveryField, value: string) => {
    const known = Object.keys(problems)
    change({ [field]: value })
    setProblems(problemsOf({ ...delivery, [field]: value }, (each) => known.includes(each)))
  }
  const leave = (field: DeliveryField, goesTo: EventTarget | null) => {
    // A problem that appeared under a click outside of the form would move what is being clicked.
    if (goesTo instanceof Node && !form.current?.contains(goesTo)) return
    setProblems(
      problemsOf(
        delivery,
        (each) => each in problems || (each === field && delivery[field] !== ''),
      ),
    )
  }
  const send = (event: FormEvent) => {
    event.preventDefault()
    const found = problemsOf(delivery)
    const first = deliveryFields.find((field) => found[field])
    setProblems(found)
    setIsSent(true)
    if (!first) return onComplete()
    form.current?.querySelector<HTMLElement>(`#${first}`)?.focus()
  }
  const bind = (field: DeliveryField) => ({
    id: field,
    label: words.fields[field],
    problem: textOf(problems[field], words.fields[field], words),
    value: delivery[field],
    maxLength: fieldLengthMax + 1,
    onChange: (event: { target: { value: string } }) => edit(field, event.target.value),
    onBlur: (event: { relatedTarget: EventTarget | null }) => leave(field, event.relatedTarget),
  })

  return (
    <form id={id} ref={form} noValidate onSubmit={send} className="address-form">
      {isSent && count > 0 && <p className="problem">{words.problems.summary(count)}</p>}
      <fieldset>
        <legend>{words.checkout.contact}</legend>
        <Field {...bind('email')} type="email" autoComplete="email" inputMode="email" />
      </fieldset>
      <fieldset className="field-grid">
        <legend>{words.checkout.delivery}</legend>
        <Field {...bind('first-name')} autoComplete="given-name" />
        <Field {...bind('last-name')} autoComplete="family-name" />
        <Field {...bind('address1')} autoComplete="shipping address-line1" />
        <Field {...bind('address2')} autoComplete="shipping address-line2" required={false} />
        <Field {...bind('zip')} autoComplete="shipping postal-code" inputMode="numeric" />
        <Field {...bind('city')} autoComplete="shipping address-level2" />
        <CountryField {...bind('country')} />
      </fieldset>
    </form>
  )
}

type CountryFieldProps = {
  id: string
  label: string
  value: string
  problem: string | undefined
  onChange: (event: { target: { value: string } }) => void
}

function CountryField({ id, label, value, problem, onChange }: CountryFieldProps) {
  const { locale } = useLanguage()
  const names = new Intl.DisplayNames(locale, { type: 'region' })
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <select
        id={id}
        name={id}
        data-testid={id}
        value={value}
        autoComplete="shipping country"
        onChange={onChange}
      >
        {countries.map((country) => (
          <option key={country} value={country}>
            {names.of(country)}
          </option>
        ))}
      </select>
      <FieldProblem id={id} problem={problem} />
    </div>
  )
}

function textOf(
  problem: Problem | undefined,
  label: string,
  { problems }: Words,
): string | undefined {
  switch (problem?.kind) {
    case undefined:
      return undefined
    case 'missing':
      return problems.missing(label)
    case 'email':
      return problems.email
    case 'zip':
      return problems.zip(problem.digits)
    case 'tooLong':
      return problems.tooLong(fieldLengthMax)
  }
}
