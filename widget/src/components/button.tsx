import type { ReactNode } from 'react'

type ButtonProps = {
  name: string
  onClick: () => unknown
  isQuiet?: boolean | undefined
  isBusy?: boolean
  isDisabled?: boolean
  describedBy?: string
  children: ReactNode
}

/**
 * A button that stays focusable while it works, so that focus is never lost. Its `name` is test id
 * and part.
 */
export function Button({
  name,
  onClick,
  isQuiet,
  isBusy = false,
  isDisabled = isBusy,
  describedBy,
  children,
}: ButtonProps) {
  return (
    <button
      type="button"
      className="tillway-button"
      part={name}
      data-testid={`tillway-${name}`}
      data-look={isQuiet && 'quiet'}
      aria-busy={isBusy}
      aria-disabled={isDisabled}
      aria-describedby={describedBy}
      onClick={() => isDisabled || onClick()}
    >
      {isBusy && <span className="tillway-spinner" aria-hidden="true" />}
      {children}
    </button>
  )
}
