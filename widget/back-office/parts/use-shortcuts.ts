import { useEffect } from 'react'

const isTyping = (target: EventTarget | null): target is HTMLElement =>
  target instanceof HTMLElement &&
  target.matches('input:not([type="checkbox"]), select, textarea, [contenteditable]')

/** Keys of the browser, of the system, and of an open dialog. */
const isTakenElsewhere = (event: KeyboardEvent): boolean =>
  event.defaultPrevented ||
  event.ctrlKey ||
  event.metaKey ||
  event.altKey ||
  document.querySelector('dialog[open]') !== null

function leaveField(event: KeyboardEvent, field: HTMLElement): void {
  if (event.key === 'Escape') field.blur()
}

function focusRow(step: 1 | -1): void {
  const rows = [...document.querySelectorAll<HTMLElement>('main [data-row]')]
  const focused = document.activeElement
  const at = focused instanceof HTMLElement ? rows.indexOf(focused) : -1
  const next = at < 0 ? (step > 0 ? 0 : rows.length - 1) : at + step
  rows[next]?.focus()
}

const hasFocusedRow = () => document.activeElement?.matches('main [data-row]') ?? false

type Shortcut = { isAvailable?: () => boolean; run: () => void }

function findShortcut(shortcuts: Record<string, Shortcut>, key: string): Shortcut | null {
  const shortcut = Object.hasOwn(shortcuts, key) ? shortcuts[key] : undefined
  return shortcut && shortcut.isAvailable?.() !== false ? shortcut : null
}

/** Keys that work wherever nobody is typing: search, rows, back to the list, and the list of these keys. */
export function useShortcuts({ showShortcuts }: { showShortcuts: () => void }): void {
  useEffect(() => {
    const shortcuts: Record<string, Shortcut> = {
      '/': { run: () => document.querySelector<HTMLElement>('main [type="search"]')?.focus() },
      j: { run: () => focusRow(1) },
      k: { run: () => focusRow(-1) },
      // Arrows scroll the page until a row has the focus.
      ArrowDown: { isAvailable: hasFocusedRow, run: () => focusRow(1) },
      ArrowUp: { isAvailable: hasFocusedRow, run: () => focusRow(-1) },
      Escape: { run: () => document.querySelector<HTMLElement>('[data-up]')?.click() },
      '?': { run: showShortcuts },
    }
    const onKeyDown = (event: KeyboardEvent) => {
      if (isTakenElsewhere(event)) return
      if (isTyping(event.target)) return leaveField(event, event.target)
      const shortcut = findShortcut(shortcuts, event.key)
      if (!shortcut) return
      event.preventDefault()
      shortcut.run()
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [showShortcuts])
}
