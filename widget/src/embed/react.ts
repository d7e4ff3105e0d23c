import { useEffect, useLayoutEffect, useState } from 'preact/hooks'

export { createContext, Fragment } from 'preact'
export {
  useCallback,
  useContext,
  useEffect,
  useId,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'preact/hooks'

/**
 * React's store hook on Preact: the rest of `preact/compat` would cost the script tag 1.3 kB and is
 * used nowhere.
 */
export function useSyncExternalStore<Value>(
  subscribe: (listener: () => void) => () => void,
  read: () => Value,
): Value {
  const value = read()
  const [{ held }, force] = useState({ held: { value, read } })
  useLayoutEffect(() => {
    held.value = value
    held.read = read
    if (!Object.is(value, read())) force({ held })
  }, [held, value, read])
  useEffect(() => {
    const check = () => {
      if (!Object.is(held.value, held.read())) force({ held })
    }
    check()
    return subscribe(check)
  }, [held, subscribe])
  return value
}
