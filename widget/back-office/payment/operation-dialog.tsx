import { type FormEvent, useRef, useState } from 'react'
import { ActionFailure } from '../../page-kit/query-view.tsx'
import type { OperationReport, PaymentDossier, PaymentOperation } from '../api/contract.ts'
import { isOutcomeUnknown } from '../api/failure.ts'
import { findKeptRequest } from '../api/kept-request.ts'
import { useRequest } from '../api/use-request.ts'
import { useAnnounce } from '../parts/announcer.tsx'
import { BusyButton } from '../parts/busy-button.tsx'
import { useFormats } from '../parts/formats.ts'
import { Modal } from '../parts/modal.tsx'
import { useLanguage, useWords } from '../session/language.tsx'
import { decimalsOf, parseAmount, toAmountText } from './amount.ts'
import { AmountField } from './amount-field.tsx'
import { ItemChoice } from './item-choice.tsx'
import { announcementOf } from './report.ts'

/** What is asked for in a dialog of its own, since it moves money or frees it. */
export type DialogKind = 'capture' | 'cancel' | 'refund'

type OperationDialogProps = {
  kind: DialogKind
  dossier: PaymentDossier
  maxAmount: number
  onClose: () => void
}

const path = '/payment-operations'
const type = 'payment-operations'

/** Asks for a capture, a cancel or a refund, and closes with what came of it. */
export function OperationDialog({ kind, dossier, maxAmount, onClose }: OperationDialogProps) {
  const words = useWords()
  const { money } = useFormats()
  const announce = useAnnounce()
  const { transactionId, currency } = dossier.payment
  const purpose = `${transactionId}:${kind}`
  const request = useRequest<OperationReport>(purpose)
  const isSending = useRef(false)
  // Kept by this file under this purpose, so it has this shape.
  const kept = findKeptRequest(purpose)?.attributes as PaymentOperation | undefined
  const form = useAmountForm({ dossier, maxAmount, kept })
  const amount = money(form.amountMinor ?? 0, currency)

  const send = (event: FormEvent) => {
    event.preventDefault()
    const attributes = kind === 'cancel' ? {} : form.check()
    if (!attributes || isSending.current) return
    isSending.current = true
    request.mutate(
      { path, type, attributes: { transactionId, kind, ...attributes } },
      {
        onSuccess: (report) => {
          announce(...announcementOf({ words, report, kind, amount }))
          onClose()
        },
        onSettled: () => {
          isSending.current = false
        },
      },
    )
  }
  const isUnsure = kept !== undefined || (request.error && isOutcomeUnknown(request.error))
  const { title, text, submit } = words.operation[kind]
  return (
    <Modal title={title} testId={`dialog-${kind}`} isLocked={request.isPending} onClose={onClose}>
      <form noValidate onSubmit={send}>
        <p className="dialog-text">{text}</p>
        {isUnsure && !request.isPending && (
          <p className="hint" data-tone="warning" data-testid="outcome-unknown">
            {words.operation.unknown}
          </p>
        )}
        {kind !== 'cancel' && (
          <AmountChoice {...{ form, dossier, maxAmount }} isFixed={kept !== undefined} />
        )}
        {/* What to do about an answer that never came is said above. */}
        <ActionFailure error={isUnsure ? null : request.error} />
        <div className="actions end">
          <button
            type="button"
            className="button quiet"
            disabled={request.isPending}
            onClick={onClose}
          >
            {words.close}
          </button>
          <BusyButton
            type="submit"
            className={kind === 'capture' ? 'button' : 'button danger'}
            data-testid="submit-operation"
            isBusy={request.isPending}
          >
            {isUnsure
              ? words.operation.again
              : form.amountMinor === null
                ? words.operation.plain[kind]
                : submit({ amount })}
          </BusyButton>
        </div>
      </form>
    </Modal>
  )
}

type AmountFormOptions = {
  dossier: PaymentDossier
  maxAmount: number
  kept: PaymentOperation | undefined
}

function useAmountForm({ dossier, maxAmount, kept }: AmountFormOptions) {
  const { locale } = useLanguage()
  const { currency } = dossier.payment
  const of = { currency, locale, maxMinor: maxAmount }
  const [text, setText] = useState(() => toAmountText(kept?.amount ?? maxAmount, of))
  const [itemIds, setItemIds] = useState<readonly string[]>(kept?.orderItemIds ?? [])
  const [isChecked, setIsChecked] = useState(false)
  const parsed = parseAmount(text, of)
  const chooseItems = (next: readonly string[]) => {
    setItemIds(next)
    const sum = dossier.items
      .filter(({ id }) => next.includes(id))
      .reduce((total, { sumPrice }) => total + sumPrice, 0)
    setText(toAmountText(next.length > 0 ? Math.min(sum, maxAmount) : maxAmount, of))
  }
  return {
    text,
    setText,
    itemIds,
    chooseItems,
    amountMinor: parsed.ok ? parsed.amountMinor : null,
    problem: isChecked && !parsed.ok ? parsed.problem : null,
    takeAll: () => setText(toAmountText(maxAmount, of)),
    check: () => {
      setIsChecked(true)
      return parsed.ok ? { amount: parsed.amountMinor, orderItemIds: [...itemIds] } : null
    },
  }
}

type AmountChoiceProps = {
  form: ReturnType<typeof useAmountForm>
  dossier: PaymentDossier
  maxAmount: number
  isFixed: boolean
}

function AmountChoice({ form, dossier, maxAmount, isFixed }: AmountChoiceProps) {
  const words = useWords()
  const { money } = useFormats()
  const { currency } = dossier.payment
  const max = money(maxAmount, currency)
  return (
    <fieldset disabled={isFixed} className="amount-choice">
      <ItemChoice
        items={dossier.items}
        currency={currency}
        chosen={form.itemIds}
        onChoose={form.chooseItems}
      />
      <AmountField
        label={words.operation.amount(currency)}
        note={words.operation.max(max)}
        inputMode={decimalsOf(currency) === 0 ? 'numeric' : 'decimal'}
        text={form.text}
        problem={form.problem && words.operation.amountProblems[form.problem](max)}
        onText={form.setText}
        onAll={form.takeAll}
      />
    </fieldset>
  )
}
