import { QueryView as KitQueryView, type QueryViewProps } from '../../page-kit/query-view.tsx'
import { useWords } from '../session/language.tsx'

/** As everywhere, and says so when what is shown could not be read again: operators decide by it. */
export function QueryView<Value>({ children, ...view }: QueryViewProps<Value>) {
  const words = useWords()
  return (
    <KitQueryView {...view}>
      {(value) => (
        <>
          <p className="old-note" role="status">
            {view.query.isError && words.old}
          </p>
          {children(value)}
        </>
      )}
    </KitQueryView>
  )
}

/** Grey bars in place of rows that are still loading. */
export function Bars({ rows, height = '3rem' }: { rows: number; height?: string }) {
  return (
    <div className="bars">
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the bars are all alike and never move.
        <span key={row} className="bar" style={{ blockSize: height }} />
      ))}
    </div>
  )
}
