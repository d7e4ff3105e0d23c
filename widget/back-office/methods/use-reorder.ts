import { type KeyboardEvent, type PointerEvent, useEffect, useRef, useState } from 'react'

type Reorder = { ids: readonly string[]; move: (from: number, to: number) => void }

/**
 * Moves rows of a list by dragging their handle, with a mouse or a finger, or with the arrow keys on it. Rows carry `data-place`
 * with their id, and handles `data-handle`.
 */
export function useReorder({ ids, move }: Reorder) {
  const list = useRef<HTMLOListElement>(null)
  const [dragged, setDragged] = useState<string | null>(null)
  const [focused, setFocused] = useState<string | null>(null)
  // The pointer's listeners outlive renders, and must know the newest order.
  const latest = useRef({ ids, move })
  latest.current = { ids, move }
  const rowOf = (id: string) => list.current?.querySelector<HTMLElement>(`[data-place="${id}"]`)

  useEffect(() => {
    // A row that changes its place in the document loses the focus that was in it.
    if (!focused) return
    list.current?.querySelector<HTMLElement>(`[data-handle="${focused}"]`)?.focus()
    setFocused(null)
  }, [focused])

  useEffect(() => {
    if (!dragged) return
    const onMove = (event: globalThis.PointerEvent) => {
      const { ids: order, move: moveNow } = latest.current
      const from = order.indexOf(dragged)
      const to = order.filter((id) => id !== dragged && isAbove(rowOf(id), event.clientY)).length
      if (to !== from) moveNow(from, to)
    }
    const onEnd = () => setDragged(null)
    window.addEventListener('pointermove', onMove)
    window.addEventListener('pointerup', onEnd)
    window.addEventListener('pointercancel', onEnd)
    return () => {
      window.removeEventListener('pointermove', onMove)
      window.removeEventListener('pointerup', onEnd)
      window.removeEventListener('pointercancel', onEnd)
    }
  })

  const step = (id: string, by: 1 | -1) => {
    const from = ids.indexOf(id)
    const to = from + by
    if (to < 0 || to >= ids.length) return
    move(from, to)
    setFocused(id)
  }
  return {
    list,
    dragged,
    step,
    handle: (id: string) => ({
      'data-handle': id,
      onPointerDown: (event: PointerEvent<HTMLElement>) => {
        if (event.button !== 0) return
        event.preventDefault()
        event.currentTarget.focus()
        setDragged(id)
      },
      onKeyDown: (event: KeyboardEvent<HTMLElement>) => {
        if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return
        event.preventDefault()
        step(id, event.key === 'ArrowUp' ? -1 : 1)
      },
    }),
  }
}

/** True when the pointer is below the middle of a row. */
function isAbove(row: HTMLElement | null | undefined, clientY: number): boolean {
  if (!row) return false
  const { top, height } = row.getBoundingClientRect()
  return top + height / 2 < clientY
}
