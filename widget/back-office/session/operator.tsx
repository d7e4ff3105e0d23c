import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react'
import { forgetRequests } from '../api/kept-request.ts'
import { keepToken, readKeptToken, takeLinkedToken } from './token.ts'

type Operator = {
  token: string | null
  /** The token that was used is not, or no longer, a token of this server. */
  wasRefused: boolean
  signIn: (token: string) => void
  signOut: () => void
  expire: () => void
}

const OperatorContext = createContext<Operator | null>(null)

function initialToken(): string | null {
  const linked = takeLinkedToken()
  if (linked) keepToken(linked)
  return linked ?? readKeptToken()
}

/** Keeps the operator's token in this tab, and nowhere else. */
export function OperatorProvider({ children }: { children: ReactNode }) {
  const [token, setToken] = useState(initialToken)
  const [wasRefused, setWasRefused] = useState(false)
  const operator = useMemo<Operator>(() => {
    const change = (next: string | null, refused: boolean) => {
      keepToken(next)
      setToken(next)
      setWasRefused(refused)
    }
    return {
      token,
      wasRefused,
      signIn: (next) => change(next, false),
      signOut: () => {
        forgetRequests()
        change(null, false)
      },
      expire: () => change(null, true),
    }
  }, [token, wasRefused])
  useEffect(() => {
    // A sign-in link that is opened in a tab which shows this page already changes the fragment only.
    const onHashChange = () => {
      const linked = takeLinkedToken()
      if (linked) operator.signIn(linked)
    }
    window.addEventListener('hashchange', onHashChange)
    return () => window.removeEventListener('hashchange', onHashChange)
  }, [operator])
  return <OperatorContext value={operator}>{children}</OperatorContext>
}

/** Who works here, and how that changes. */
export function useOperator(): Operator {
  const operator = useContext(OperatorContext)
  if (!operator) throw new Error('useOperator() needs an <OperatorProvider> above it.')
  return operator
}
