import { type ReactNode, useEffect, useRef } from 'react'

type ModalProps = {
  title: string
  onClose: () => void
  /** While something is under way that must not be left unseen. */
  isLocked?: boolean
  testId: string
  children: ReactNode
}

/** A native dialog over the page: the focus stays inside, Escape closes it, and goes back to where it came from. */
export function Modal({ title, onClose, isLocked = false, testId, children }: ModalProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    const element = dialog.current
    const cameFrom = document.activeElement
    if (element && !element.open) element.showModal()
    return () => {
      element?.close()
      if (cameFrom instanceof HTMLElement) cameFrom.focus({ preventScroll: true })
    }
  }, [])
  return (
    <dialog
      ref={dialog}
      className="modal"
      aria-labelledby="modal-title"
      data-testid={testId}
      onCancel={(event) => {
        event.preventDefault()
        if (!isLocked) onClose()
      }}
    >
      <h2 id="modal-title">{title}</h2>
      {children}
    </dialog>
  )
}
