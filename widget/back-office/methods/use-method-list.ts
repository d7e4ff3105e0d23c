import { useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { failureOf } from '../../page-kit/failure.ts'
import { useChange } from '../api/apps.ts'
import type { MethodGroup, MethodRow } from '../api/contract.ts'
import { useAppLanguage } from '../session/app-language.tsx'
import {
  type DraftProblems,
  findProblems,
  isChangedList,
  type MethodDraft,
  moved,
  toDraft,
  toSettings,
} from './method-draft.ts'

type Change = { provider: string; mode: string; version: number; methods: readonly object[] }
type Saved = { version: number }

/**
 * The methods of a connection while they are being changed. What somebody else saves meanwhile does not touch what is being
 * typed: it is said, and saving is refused by the server until the newest was looked at.
 */
export function useMethodList(group: MethodGroup) {
  const { locale } = useAppLanguage()
  const [base, setBase] = useState(group)
  const [drafts, setDrafts] = useState(() => draftsOf(group, locale))
  const [problems, setProblems] = useState<Readonly<Record<string, DraftProblems>>>({})
  const save = useChange<Change, Saved>('payment-method-lists')
  const isSending = useRef(false)
  /** The version that was saved here, until the list was read again. */
  const [awaited, setAwaited] = useState<number | null>(null)
  const isChanged = awaited === null && isChangedList(drafts, base, locale)
  const isNewer = group.version !== base.version
  const takeNewest = () => {
    setBase(group)
    setDrafts(draftsOf(group, locale))
    setProblems({})
    setAwaited(null)
  }
  const isReadAgain = awaited !== null && group.version >= awaited
  // Nothing is lost: what was typed here is saved, or nobody has typed anything.
  if (isReadAgain || (isNewer && awaited === null && !isChanged && !save.isPending)) takeNewest()

  const put = (method: string, change: Partial<MethodDraft>) => {
    setDrafts((all) => all.map((one) => (one.method === method ? { ...one, ...change } : one)))
    setProblems(({ [method]: _mended, ...others }) => others)
  }
  const check = (): boolean => {
    const found = drafts.flatMap((draft) => {
      const problem = findProblems(draft, rowOf(base, draft.method), locale)
      return Object.keys(problem).length > 0 ? [[draft.method, problem] as const] : []
    })
    // Shown before the focus goes there, so that a screen reader reads what is wrong with it.
    flushSync(() => setProblems(Object.fromEntries(found)))
    document.querySelector<HTMLElement>('.method-editor [aria-invalid="true"]')?.focus()
    return found.length === 0
  }
  const send = (onSaved: () => void) => {
    if (isSending.current || !check()) return
    isSending.current = true
    const { provider, mode, version } = base
    const methods = drafts.map((draft) => toSettings(draft, rowOf(base, draft.method), locale))
    save.mutate(
      { provider, mode, version, methods },
      {
        onSuccess: (saved) => {
          setAwaited(saved.version)
          onSaved()
        },
        onSettled: () => {
          isSending.current = false
        },
      },
    )
  }
  return {
    drafts,
    problems,
    isChanged,
    isSaving: save.isPending || awaited !== null,
    isOutdated: (isNewer && isChanged) || failureOf(save.error).kind === 'configuration-changed',
    save,
    rowOf: (method: string) => rowOf(base, method),
    put,
    move: (from: number, to: number) => setDrafts((all) => moved(all, from, to)),
    discard: () => {
      takeNewest()
      save.reset()
    },
    send,
  }
}

const draftsOf = ({ methods }: MethodGroup, locale: string): MethodDraft[] =>
  methods.map((row) => toDraft(row, locale))

function rowOf({ methods }: MethodGroup, method: string): MethodRow {
  const row = methods.find((one) => one.method === method)
  if (!row) throw new Error(`There is no method ${method} in this list.`)
  return row
}
