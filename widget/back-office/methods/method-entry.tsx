import type { ComponentProps } from 'react'
import type { MethodRow } from '../api/contract.ts'
import { useAppLanguage } from '../session/app-language.tsx'
import { type DraftProblems, type MethodDraft, placements } from './method-draft.ts'
import { MethodEditor } from './method-editor.tsx'
import { nameOf, useLimits } from './method-words.ts'

type MethodEntryProps = {
  row: MethodRow
  draft: MethodDraft
  place: { index: number; count: number }
  problems: DraftProblems
  isFixed: boolean
  isOpen: boolean
  isDragged: boolean
  onOpen: (isOpen: boolean) => void
  onStep: (by: 1 | -1) => void
  handle: ComponentProps<'button'>
  put: (change: Partial<MethodDraft>) => void
}

/** One method in its place: moved, switched, and opened to be edited. */
export function MethodEntry(props: MethodEntryProps) {
  const { row, draft, place, isFixed, isOpen, isDragged, put } = props
  const { language, words } = useAppLanguage()
  const name = nameOf(row, language)
  const editor = `edit-${row.method}`
  return (
    <li
      className="method"
      data-place={row.method}
      data-testid={`method-${row.method}`}
      data-off={!draft.isEnabled}
      data-dragged={isDragged}
    >
      <div className="method-row">
        {!isFixed && <MoveButtons {...props} name={name} />}
        <span className="method-place" aria-hidden="true">
          {place.index + 1}
        </span>
        <MethodSummary row={row} draft={draft} name={name} />
        <div className="method-controls">
          <input
            type="checkbox"
            className="switch"
            aria-label={words.methods.enable(name)}
            data-testid="enable-method"
            disabled={isFixed}
            checked={draft.isEnabled}
            onChange={({ target }) => put({ isEnabled: target.checked })}
          />
          {!isFixed && (
            <button
              type="button"
              className="button quiet small"
              aria-expanded={isOpen}
              aria-controls={isOpen ? editor : undefined}
              aria-label={isOpen ? words.methods.close(name) : words.methods.edit(name)}
              data-testid="edit-method"
              onClick={() => props.onOpen(!isOpen)}
            >
              {isOpen ? words.methods.closeShort : words.methods.editShort}
            </button>
          )}
        </div>
      </div>
      {isOpen && !isFixed && (
        <MethodEditor id={editor} row={row} draft={draft} problems={props.problems} put={put} />
      )}
    </li>
  )
}

function MoveButtons({ handle, onStep, place, name }: MethodEntryProps & { name: string }) {
  const { words } = useAppLanguage()
  return (
    <div className="method-move">
      <button
        type="button"
        className="icon-button drag-handle"
        aria-label={words.methods.drag(name)}
        data-testid="drag-method"
        {...handle}
      >
        <svg viewBox="0 0 16 16" aria-hidden="true" focusable="false">
          <path d="M6 3.5h.01M10 3.5h.01M6 8h.01M10 8h.01M6 12.5h.01M10 12.5h.01" />
        </svg>
      </button>
      <button
        type="button"
        className="icon-button"
        aria-label={words.methods.up(name)}
        aria-disabled={place.index === 0}
        data-testid="move-up"
        onClick={() => onStep(-1)}
      >
        <svg viewBox="0 0 16 16" aria-hidden="true" focusable="false">
          <path d="M8 13V3M4 7l4-4 4 4" />
        </svg>
      </button>
      <button
        type="button"
        className="icon-button"
        aria-label={words.methods.down(name)}
        aria-disabled={place.index === place.count - 1}
        data-testid="move-down"
        onClick={() => onStep(1)}
      >
        <svg viewBox="0 0 16 16" aria-hidden="true" focusable="false">
          <path d="M8 3v10M4 9l4 4 4-4" />
        </svg>
      </button>
    </div>
  )
}

type SummaryProps = { row: MethodRow; draft: MethodDraft; name: string }

/** What is saved of a method, in a line: what is typed is seen where it is typed. */
function MethodSummary({ row, draft, name }: SummaryProps) {
  const { methods: words } = useAppLanguage().words
  const limits = useLimits()(row)
  const places = placements.filter((place) => draft.placements.includes(place))
  return (
    <div className="method-summary">
      <p className="method-name">
        <bdi>{name}</bdi> <code>{row.method}</code>
        {!draft.isEnabled && <span className="method-off">{words.off}</span>}
      </p>
      <p className="note">
        {[
          words.strategies[row.strategy],
          places.map((place) => words.placements[place]).join(', '),
          ...limits,
        ]
          .filter((text) => text !== '')
          .join(' · ')}
      </p>
    </div>
  )
}
