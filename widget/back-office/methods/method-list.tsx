import { useState } from 'react'
import { failureOf } from '../../page-kit/failure.ts'
import { ActionFailure } from '../../page-kit/query-view.tsx'
import type { MethodGroup } from '../api/contract.ts'
import { useAnnounce } from '../parts/announcer.tsx'
import { BusyButton } from '../parts/busy-button.tsx'
import { useUnsaved } from '../parts/unsaved-changes.tsx'
import { useAppLanguage, useAppWords } from '../session/app-language.tsx'
import { MethodEntry } from './method-entry.tsx'
import { nameOf } from './method-words.ts'
import { useMethodList } from './use-method-list.ts'
import { useReorder } from './use-reorder.ts'

/** The methods of one connection: their order, and what each is limited to. Nothing is changed until it is saved. */
export function MethodList({ group }: { group: MethodGroup }) {
  const { words: all, language } = useAppLanguage()
  const words = all.methods
  const list = useMethodList(group)
  const [said, setSaid] = useState('')
  const [open, setOpen] = useState<string | null>(null)
  useUnsaved(list.isChanged)
  const ids = list.drafts.map(({ method }) => method)
  const move = (from: number, to: number) => {
    list.move(from, to)
    const name = nameOf(list.rowOf(ids[from] ?? ''), language)
    setSaid(words.moved(name, to + 1, ids.length))
  }
  const reorder = useReorder({ ids, move })
  const isFixed = group.status === 'DISCONNECTED'
  if (list.drafts.length === 0) return <p className="note method-none">{words.noMethods}</p>
  return (
    <>
      <p className="visually-hidden" role="status">
        {said}
      </p>
      <ol ref={reorder.list} className="method-list" data-testid="method-list">
        {list.drafts.map((draft, index) => (
          <MethodEntry
            key={draft.method}
            row={list.rowOf(draft.method)}
            draft={draft}
            place={{ index, count: ids.length }}
            problems={list.problems[draft.method] ?? {}}
            isFixed={isFixed}
            isOpen={open === draft.method || list.problems[draft.method] !== undefined}
            isDragged={reorder.dragged === draft.method}
            onOpen={(isOpen) => setOpen(isOpen ? draft.method : null)}
            onStep={(by) => reorder.step(draft.method, by)}
            handle={reorder.handle(draft.method)}
            put={(change) => list.put(draft.method, change)}
          />
        ))}
      </ol>
      {isFixed ? <p className="note method-none">{words.notEditable}</p> : <SaveBar list={list} />}
    </>
  )
}

function SaveBar({ list }: { list: ReturnType<typeof useMethodList> }) {
  const { methods: words } = useAppWords()
  const announce = useAnnounce()
  const { save, isChanged, isSaving, isOutdated } = list
  if (!isChanged && !isSaving) return null
  const { fields = {} } = failureOf(save.error)
  return (
    <div className="save-bar" data-testid="save-bar">
      {isOutdated ? (
        <div className="outdated" role="status" data-testid="methods-outdated">
          <p>{words.outdated}</p>
          <button type="button" className="plain" onClick={list.discard}>
            {words.takeNewest}
          </button>
        </div>
      ) : (
        <p className="save-note">{words.unsaved}</p>
      )}
      {!isOutdated && <ActionFailure error={save.error} />}
      {Object.entries(fields).map(([field, message]) => (
        <p key={field} className="problem">
          <code>{field}</code> {message}
        </p>
      ))}
      <div className="actions">
        <button
          type="button"
          className="button quiet"
          data-testid="discard-methods"
          disabled={isSaving}
          onClick={list.discard}
        >
          {words.discard}
        </button>
        <BusyButton
          data-testid="save-methods"
          isBusy={isSaving}
          onClick={() => list.send(() => announce('ok', words.saved))}
        >
          {words.save}
        </BusyButton>
      </div>
    </div>
  )
}
