import {
  createContext,
  type ReactNode,
  type RefObject,
  useCallback,
  useContext,
  useEffect,
  useId,
  useMemo,
  useRef,
  useState,
} from 'react'
import { type AroundNavHandler, Router } from 'wouter'
import { useWords } from '../session/language.tsx'
import { Modal } from './modal.tsx'

/** Who has something unsaved, by an id each. */
const UnsavedContext = createContext<RefObject<Set<string>> | null>(null)

type Leave = () => void

/** What is asked of the browser's own history, where it can be held: not every browser has it. */
type History = EventTarget & { traverseTo?: (key: string) => unknown }
type Traversal = Event & { navigationType?: string; destination?: { key: string } }

/** The router of the back office, which asks before it leaves what is not saved. */
export function UnsavedChanges({ base, children }: { base: string; children: ReactNode }) {
  const unsaved = useRef(new Set<string>())
  const [leave, setLeave] = useState<Leave | null>(null)
  const hold = useCallback((go: Leave): boolean => {
    if (unsaved.current.size === 0) return false
    setLeave(() => go)
    return true
  }, [])
  const aroundNav = useMemo<AroundNavHandler>(
    () => (navigate, to, options) => {
      if (!hold(() => navigate(to, options))) navigate(to, options)
    },
    [hold],
  )
  useHeldBrowser(unsaved, hold)
  return (
    <UnsavedContext value={unsaved}>
      <Router base={base} aroundNav={aroundNav}>
        {children}
      </Router>
      {leave && (
        <LeaveDialog
          onStay={() => setLeave(null)}
          onLeave={() => {
            setLeave(null)
            unsaved.current.clear()
            leave()
          }}
        />
      )}
    </UnsavedContext>
  )
}

/** Closing the tab is asked about by the browser; Back and Forward by us, where the browser lets itself be held. */
function useHeldBrowser(unsaved: RefObject<Set<string>>, hold: (go: Leave) => boolean): void {
  useEffect(() => {
    const onUnload = (event: BeforeUnloadEvent) => {
      if (unsaved.current.size > 0) event.preventDefault()
    }
    // Not yet in the types of every browser: what is missing is simply not held.
    const { navigation } = window as { navigation?: History }
    const onNavigate = (event: Traversal) => {
      const key = event.destination?.key
      if (event.navigationType !== 'traverse' || !event.cancelable || !key) return
      if (hold(() => navigation?.traverseTo?.(key))) event.preventDefault()
    }
    window.addEventListener('beforeunload', onUnload)
    navigation?.addEventListener('navigate', onNavigate)
    return () => {
      window.removeEventListener('beforeunload', onUnload)
      navigation?.removeEventListener('navigate', onNavigate)
    }
  }, [unsaved, hold])
}

/** Says that something here would be lost; what is answered says that it is not any more, before the next render. */
export function useUnsaved(isUnsaved: boolean): () => void {
  const unsaved = useContext(UnsavedContext)
  if (!unsaved) throw new Error('useUnsaved() needs an <UnsavedChanges> above it.')
  const id = useId()
  useEffect(() => {
    if (!isUnsaved) return
    unsaved.current.add(id)
    return () => void unsaved.current.delete(id)
  }, [unsaved, id, isUnsaved])
  return useCallback(() => void unsaved.current.delete(id), [unsaved, id])
}

function LeaveDialog({ onStay, onLeave }: { onStay: () => void; onLeave: () => void }) {
  const { unsaved: words } = useWords()
  return (
    <Modal title={words.title} testId="leave-dialog" onClose={onStay}>
      <p className="dialog-text">{words.text}</p>
      <div className="actions end">
        <button type="button" className="button quiet" data-testid="leave" onClick={onLeave}>
          {words.leave}
        </button>
        <button type="button" className="button" data-testid="stay" onClick={onStay}>
          {words.stay}
        </button>
      </div>
    </Modal>
  )
}
