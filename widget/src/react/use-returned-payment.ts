import { useEffect, useRef, useState } from 'react'
import { announcePayment } from '../core/announce-payment.ts'
import type { PaymentOutcome, PaymentView } from '../core/contract.ts'
import { readReturnedTransactionId, takeReturnToken } from '../core/return-token.ts'
import { type PaymentHandle, usePayment } from './use-payment.ts'

/** What the return page tells the shop, once per outcome. `open` is not told: nothing has happened yet. */
export type Settled = { outcome: Exclude<PaymentOutcome, 'open'>; payment: PaymentView }

export type ReturnedPayment = PaymentHandle & {
  /** True when neither the address nor the props name a payment. */
  isIncomplete: boolean
}

type Returned = { transactionId: string | null; token: string | null }

/** The payment that the shopper comes back from, kept up to date. */
export function useReturnedPayment(named?: string): ReturnedPayment {
  const [returned, setReturned] = useState<Returned | null>(null)
  useEffect(() => {
    const transactionId = named ?? readReturnedTransactionId()
    const token = transactionId === null ? null : takeReturnToken(transactionId)
    // A second run finds the address already cleaned: it must not lose the token where storage is blocked.
    setReturned((before) =>
      before?.token && before.transactionId === transactionId ? before : { transactionId, token },
    )
  }, [named])

  const handle = usePayment(returned?.transactionId ?? null, { token: returned?.token })
  const { payment } = handle
  useOncePerOutcome(payment, announcePayment)
  return { ...handle, isIncomplete: returned !== null && returned.transactionId === null }
}

/** Calls back exactly once for each outcome but `open` of each payment, also in StrictMode. */
export function useOncePerOutcome(
  payment: PaymentView | null,
  onOutcome: ((payment: PaymentView, outcome: Settled['outcome']) => void) | undefined,
): void {
  const told = useRef(new Set<string>())
  useEffect(() => {
    if (!payment || payment.outcome === 'open') return
    const name = `${payment.transactionId} ${payment.outcome}`
    if (told.current.has(name)) return
    told.current.add(name)
    onOutcome?.(payment, payment.outcome)
  }, [payment, onOutcome])
}
