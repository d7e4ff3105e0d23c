import type { ComponentProps, ReactNode } from 'react'
import { useKitWords } from './language.tsx'
import { useSlow } from './use-slow.ts'

export type BusyButtonProps = ComponentProps<'button'> & { isBusy: boolean; children: ReactNode }

/** A button that keeps its place and focus while its work is under way, and ignores a second click. */
export function BusyButton({
  isBusy,
  children,
  className = 'button',
  onClick,
  ...rest
}: BusyButtonProps) {
  const words = useKitWords()
  const isSlow = useSlow(isBusy)
  return (
    <button
      type="button"
      {...rest}
      className={className}
      aria-disabled={isBusy}
      data-busy={isBusy}
      onClick={(event) => {
        if (isBusy) event.preventDefault()
        else onClick?.(event)
      }}
    >
      {isSlow ? words.slowAction : children}
    </button>
  )
}
