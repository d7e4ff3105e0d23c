import { useState } from 'react'
import { failureOf } from '../../page-kit/failure.ts'
import { failureText } from '../../page-kit/words.ts'
import type { OperationReport, PaymentAction, PaymentDossier } from '../api/contract.ts'
import { useRequest } from '../api/use-request.ts'
import { useAnnounce } from '../parts/announcer.tsx'
import { BusyButton } from '../parts/busy-button.tsx'
import { useWords } from '../session/language.tsx'
import { type DialogKind, OperationDialog } from './operation-dialog.tsx'
import { announcementOf } from './report.ts'

const dialogKinds = ['cancel', 'refund', 'capture'] as const

const findAllowed = (actions: readonly PaymentAction[], kind: PaymentAction['kind']) =>
  actions.find((action) => action.kind === kind && action.isAllowed)

/** What can be done with a payment now; where money moves a dialog asks first. */
export function PaymentActions({ dossier }: { dossier: PaymentDossier }) {
  const words = useWords()
  const [asked, setAsked] = useState<{ kind: DialogKind; maxAmount: number } | null>(null)
  const { actions, money, payment } = dossier
  const maxOf = ({ kind, maxAmount }: PaymentAction) =>
    maxAmount ?? (kind === 'cancel' ? money.authorised - money.captured : money.authorised)
  const shown = dialogKinds.flatMap((kind) => {
    const action = findAllowed(actions, kind)
    return action ? [{ kind, maxAmount: maxOf(action) }] : []
  })
  return (
    <div className="actions page-actions">
      {findAllowed(actions, 'look-up') && <LookUpButton transactionId={payment.transactionId} />}
      {shown.map(({ kind, maxAmount }, index) => (
        <button
          key={kind}
          type="button"
          className={index === shown.length - 1 && kind === 'capture' ? 'button' : 'button quiet'}
          data-testid={`action-${kind}`}
          onClick={() => setAsked({ kind, maxAmount })}
        >
          {words.actions[kind]}
        </button>
      ))}
      {asked && <OperationDialog {...asked} dossier={dossier} onClose={() => setAsked(null)} />}
    </div>
  )
}

function LookUpButton({ transactionId }: { transactionId: string }) {
  const words = useWords()
  const announce = useAnnounce()
  const kind = 'look-up'
  const request = useRequest<OperationReport>(`${transactionId}:${kind}`)
  const send = () =>
    request.mutate(
      {
        path: '/payment-operations',
        type: 'payment-operations',
        attributes: { transactionId, kind },
      },
      {
        onSuccess: (report) => announce(...announcementOf({ words, report, kind, amount: '' })),
        onError: (error) => announce('bad', failureText(words, failureOf(error).kind)),
      },
    )
  return (
    <BusyButton
      className="button quiet"
      data-testid="action-look-up"
      isBusy={request.isPending}
      onClick={send}
    >
      {words.actions[kind]}
    </BusyButton>
  )
}
