import { useEffect, useRef } from 'react'
import { useLocation } from 'wouter'

/** After a change of page, moves the focus to its h1 and, unless the browser went back, to the top. */
export function FocusOnNavigation() {
  const [location] = useLocation()
  const shown = useRef(location)
  const isHistoryMove = useRef(false)
  useEffect(() => {
    const onPopState = () => {
      isHistoryMove.current = true
    }
    window.addEventListener('popstate', onPopState)
    return () => window.removeEventListener('popstate', onPopState)
  }, [])
  useEffect(() => {
    if (shown.current === location) return
    shown.current = location
    if (!isHistoryMove.current) window.scrollTo(0, 0)
    isHistoryMove.current = false
    const main = document.querySelector<HTMLElement>('main')
    const heading = main?.querySelector<HTMLElement>('h1') ?? main
    heading?.focus({ preventScroll: true })
  }, [location])
  return null
}
