import { ExpressMark } from './express-mark.tsx'

type ExpressButtonProps = {
  wallet: string
  name: string
  label: string
  /** Its own sheet is open. */
  isBusy: boolean
  /** Some sheet is open. */
  isHeld: boolean
  onClick: () => void
}

/** A wallet's button: it stays focusable while its sheet is open, so that focus is never lost. */
export function ExpressButton({
  wallet,
  name,
  label,
  isBusy,
  isHeld,
  onClick,
}: ExpressButtonProps) {
  return (
    <button
      type="button"
      className="tillway-express-button"
      part="express-button"
      data-wallet={wallet}
      data-testid={`tillway-${wallet}`}
      aria-label={label}
      aria-busy={isBusy}
      aria-disabled={isHeld}
      onClick={() => isHeld || onClick()}
    >
      {isBusy ? (
        <span className="tillway-spinner" aria-hidden="true" />
      ) : (
        <ExpressMark wallet={wallet} />
      )}
      <span className="tillway-express-name">{name}</span>
    </button>
  )
}
