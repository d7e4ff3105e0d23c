import type { ComponentProps, ReactNode } from 'react'
import { useWords } from '../session/language.tsx'
import { useSlow } from './use-slow.ts'

type BusyButtonProps = ComponentProps<'button'> & { isBusy: boolean; children: ReactNode }

/** A button that keeps its place and focus while its work is under way, and takes a double click for one. */
export function BusyButton({
  isBusy,
  children,
  className = 'button',
  onClick,
  ...rest
}: BusyButtonProps) {
  const words = useWords()
  const isSlow = useSlow(isBusy)
  return (
    <button
      type="button"
      {...rest}
      className={className}
      aria-disabled={isBusy}
      data-busy={isBusy}
      onClick={(event) => {
        // The second half of a double click, however fast the answer to the first one was.
        if (isBusy || event.detail > 1) event.preventDefault()
        else onClick?.(event)
      }}
    >
      {isSlow ? words.slowAction : children}
    </button>
  )
}
