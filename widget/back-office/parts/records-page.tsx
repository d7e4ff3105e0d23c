import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useWords } from '../session/language.tsx'
import { SearchField } from './list-controls.tsx'
import type { ListQuery } from './list-query.ts'
import { PageTitle } from './page-title.tsx'
import { Bars, QueryView } from './query-view.tsx'
import { RecordList } from './record-list.tsx'

type Nothing = { title: string; text: string }

type RecordsPageProps<Page extends { nextCursor: string | null }, Row> = {
  words: { title: string; search: string; searchHint: string; noneFound: Nothing; empty: Nothing }
  list: ListQuery<'q'>
  query: UseQueryResult<Page>
  filters: ReactNode
  rowsOf: (page: Page) => readonly Row[]
  /** What is said below the rows of a page. */
  noteOf?: (page: Page) => ReactNode
  /** How many rows to hold the place of while the first page is on its way. */
  barRows?: number
  /** Shown where there are no such records at all. */
  missing?: ReactNode
  children: (rows: readonly Row[]) => ReactNode
}

/** A page of records, newest first, that can be searched, narrowed and turned. */
export function RecordsPage<Page extends { nextCursor: string | null }, Row>({
  words,
  list,
  query,
  filters,
  rowsOf,
  noteOf,
  barRows = 10,
  missing,
  children,
}: RecordsPageProps<Page, Row>) {
  const { list: listWords } = useWords()
  return (
    <>
      <div className="list-head">
        <PageTitle title={words.title} />
        <SearchField
          label={words.search}
          hint={words.searchHint}
          value={list.query.q ?? ''}
          onSearch={(q, options) => list.narrow('q', q, options)}
        />
      </div>
      <div className="filters">
        {filters}
        {list.isNarrowed && (
          <button type="button" className="plain" data-testid="clear-filters" onClick={list.clear}>
            {listWords.clear}
          </button>
        )}
      </div>
      <QueryView query={query} skeleton={<Bars rows={barRows} />} missing={missing}>
        {(page) => (
          <RecordList
            count={rowsOf(page).length}
            isOld={query.isPlaceholderData}
            empty={list.isNarrowed || list.query.cursor ? words.noneFound : words.empty}
            note={noteOf?.(page)}
            list={list}
            nextCursor={page.nextCursor}
          >
            {children(rowsOf(page))}
          </RecordList>
        )}
      </QueryView>
    </>
  )
}
