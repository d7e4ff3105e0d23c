import { type BusyButtonProps, BusyButton as KitBusyButton } from '../../page-kit/busy-button.tsx'

/** Takes a double click for one, however fast the answer to its first half was: what it does may move money. */
export function BusyButton({ onClick, ...button }: BusyButtonProps) {
  return (
    <KitBusyButton
      {...button}
      onClick={(event) => {
        if (event.detail > 1) event.preventDefault()
        else onClick?.(event)
      }}
    />
  )
}
