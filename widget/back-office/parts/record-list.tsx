import type { ReactNode } from 'react'
import { useWords } from '../session/language.tsx'
import { EmptyState } from './empty-state.tsx'
import { Pager } from './list-controls.tsx'
import type { ListQuery } from './list-query.ts'

type RecordListProps = {
  /** How many rows the page has. */
  count: number
  /** Another page or search is on its way. */
  isOld?: boolean
  empty: { title: string; text: string }
  list: Pick<ListQuery<never>, 'query' | 'turnTo'>
  nextCursor: string | null
  /** What is said below the rows. */
  note?: ReactNode
  children: ReactNode
}

/** One page of records: how many there are for those who do not see them, the records or why there are none, and the way on. */
export function RecordList({
  count,
  isOld = false,
  empty,
  list,
  nextCursor,
  note,
  children,
}: RecordListProps) {
  const words = useWords()
  return (
    <div aria-busy={isOld} className="list">
      <p className="visually-hidden" role="status">
        {!isOld && words.list.shown(count)}
      </p>
      {count > 0 ? children : <EmptyState {...empty} />}
      {note}
      <Pager cursor={list.query.cursor} nextCursor={nextCursor} turnTo={list.turnTo} />
    </div>
  )
}

type RecordTableProps = {
  caption: string
  columns: readonly string[]
  className: string
  testId: string
  children: ReactNode
}

/** The frame of a table of records; its last column is an amount. */
export function RecordTable({ caption, columns, className, testId, children }: RecordTableProps) {
  return (
    <table className={`table ${className}`} data-testid={testId}>
      <caption className="visually-hidden">{caption}</caption>
      <thead>
        <tr>
          {columns.map((column, index) => (
            <th
              key={column}
              scope="col"
              className={index === columns.length - 1 ? 'end' : undefined}
            >
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  )
}
