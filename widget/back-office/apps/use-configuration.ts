import { useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { failureOf } from '../../page-kit/failure.ts'
import { useChange } from '../api/apps.ts'
import type { AppForm, CheckedCredentials, SavedApp } from '../api/contract.ts'
import { useAppLanguage } from '../session/app-language.tsx'
import {
  type FormField,
  type FormValues,
  findProblems,
  initialValues,
  isChanged,
  toConfiguration,
  toFormFields,
} from './form-fields.ts'

type Connection = AppForm['connections'][number] | null
type Problems = Readonly<Record<string, string>>
type Given = { provider: string; configuration: Record<string, unknown> }

/** What is being put into the form of a provider, and what the server and the provider say to it. */
export function useConfiguration(
  form: AppForm,
  { connection, mode }: { connection: Connection; mode: string },
) {
  const { language, words } = useAppLanguage()
  const fields = toFormFields(form, connection, language)
  const [values, setValues] = useState<FormValues>(() => initialValues(fields))
  const [problems, setProblems] = useState<Problems>({})
  const save = useChange<Given & { version: number }, SavedApp>('app-configurations')
  const check = useChange<Given, CheckedCredentials>('credential-checks')
  const isSending = useRef(false)

  const showProblems = (next: Problems) => {
    // Shown before the focus goes there, so that a screen reader reads what is wrong with it.
    flushSync(() => setProblems(next))
    focusFirst(fields, next)
  }
  /** True when something is wrong that needs no server to be told. */
  const isRefused = (): boolean => {
    const found = findProblems(fields, values, words.appForm)
    showProblems(found)
    return Object.keys(found).length > 0
  }
  const given = (): Given => ({
    provider: form.provider,
    configuration: toConfiguration(form, fields, { values, mode }),
  })
  const settled = {
    onError: (error: unknown) => showProblems(failureOf(error).fields ?? {}),
    onSettled: () => {
      isSending.current = false
    },
  }
  const begin = (): boolean => {
    if (isSending.current || isRefused()) return false
    save.reset()
    check.reset()
    isSending.current = true
    return true
  }
  return {
    fields,
    values,
    problems,
    isChanged: isChanged(fields, values),
    save,
    check,
    put: (name: string, value: string | boolean) => {
      setValues((before) => ({ ...before, [name]: value }))
      const { [name]: _mended, ...others } = problems
      setProblems(others)
      // What was said of other credentials is not true of these.
      check.reset()
    },
    sendCheck: () => {
      if (!begin()) return
      const onSuccess = ({ problems: refused }: CheckedCredentials) =>
        showProblems(Object.fromEntries(refused.map(({ field, message }) => [field, message])))
      check.mutate(given(), { ...settled, onSuccess })
    },
    sendSave: (onSaved: (saved: SavedApp) => void) => {
      if (!begin()) return
      save.mutate(
        { ...given(), version: connection?.version ?? 0 },
        { ...settled, onSuccess: onSaved },
      )
    },
  }
}

function focusFirst(fields: readonly FormField[], problems: Problems): void {
  const first = fields.find(({ name }) => Object.hasOwn(problems, name))
  if (first) document.querySelector<HTMLElement>(`[data-testid="field-${first.name}"]`)?.focus()
}
