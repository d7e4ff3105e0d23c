import { useEffect, useRef, useState } from 'react'
import { useWords } from '../session/language.tsx'
import type { ListQuery } from './list-query.ts'

type SearchFieldProps = {
  label: string
  hint: string
  value: string
  onSearch: (q: string, options?: { replace?: boolean }) => void
}

const typingPauseMs = 350

/** Searches as soon as typing pauses, or at once with Enter. */
export function SearchField({ label, hint, value, onSearch }: SearchFieldProps) {
  const [text, setText] = useState(value)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => setText(value), [value])
  useEffect(() => () => clearTimeout(timer.current), [])
  const search = (q: string, replace: boolean) => {
    clearTimeout(timer.current)
    if (q.trim() !== value) onSearch(q.trim(), { replace })
  }
  return (
    <search>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          search(text, false)
        }}
      >
        <label className="visually-hidden" htmlFor="search">
          {label}
        </label>
        <input
          id="search"
          data-testid="search"
          type="search"
          placeholder={hint}
          maxLength={80}
          autoComplete="off"
          spellCheck={false}
          value={text}
          onChange={({ target }) => {
            setText(target.value)
            clearTimeout(timer.current)
            timer.current = setTimeout(() => search(target.value, true), typingPauseMs)
          }}
        />
        <span className="search-key" aria-hidden="true">
          /
        </span>
      </form>
    </search>
  )
}

type FilterProps<Name extends string> = {
  list: Pick<ListQuery<Name>, 'query' | 'narrow'>
  name: Name
  label: string
  options: readonly (readonly [value: string, label: string])[]
}

/** One thing that narrows a list. */
export function Filter<Name extends string>({ list, name, label, options }: FilterProps<Name>) {
  const words = useWords()
  const value = list.query[name] ?? ''
  const isKnown = value === '' || options.some(([known]) => known === value)
  return (
    <label className="filter" data-set={value !== ''}>
      <span>{label}</span>
      <select
        data-testid={`filter-${name}`}
        value={value}
        onChange={({ target }) => list.narrow(name, target.value)}
      >
        <option value="">{words.list.all}</option>
        {!isKnown && <option value={value}>{value}</option>}
        {options.map(([option, text]) => (
          <option key={option} value={option}>
            {text}
          </option>
        ))}
      </select>
    </label>
  )
}

type PagerProps = {
  cursor: string | undefined
  nextCursor: string | null
  turnTo: (cursor: string | null) => void
}

/** Leads to older entries, and back to the newest. Nothing when all of them are on the page. */
export function Pager({ cursor, nextCursor, turnTo }: PagerProps) {
  const { list } = useWords()
  if (!cursor && !nextCursor) return null
  const turn = (to: string | null) => {
    turnTo(to)
    window.scrollTo(0, 0)
    document.querySelector<HTMLElement>('main h1')?.focus({ preventScroll: true })
  }
  return (
    <nav className="pager" aria-label={list.pages}>
      {cursor && (
        <button
          type="button"
          className="button quiet"
          data-testid="newest"
          onClick={() => turn(null)}
        >
          {list.newest}
        </button>
      )}
      {nextCursor && (
        <button
          type="button"
          className="button quiet"
          data-testid="older"
          onClick={() => turn(nextCursor)}
        >
          {list.older}
        </button>
      )}
    </nav>
  )
}
