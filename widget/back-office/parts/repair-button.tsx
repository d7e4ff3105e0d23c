import { useState } from 'react'
import { failureOf } from '../../page-kit/failure.ts'
import { failureText } from '../../page-kit/words.ts'
import type { Repair } from '../api/contract.ts'
import { useRequest } from '../api/use-request.ts'
import { useWords } from '../session/language.tsx'
import { useAnnounce } from './announcer.tsx'
import { BusyButton } from './busy-button.tsx'
import { Modal } from './modal.tsx'

const moneyMoves = ['capture', 'cancel', 'refund'] as const
type MoneyAction = (typeof moneyMoves)[number]

const movesMoney = (action: Repair['action']): action is MoneyAction =>
  (moneyMoves as readonly string[]).includes(action)

/** Mends what it stands beside, once, and says what came of it. Where money moves it asks first. */
export function RepairButton({ repair }: { repair: Repair }) {
  const words = useWords()
  const announce = useAnnounce()
  const [isAsking, setIsAsking] = useState(false)
  const { action, path, type, attributes } = repair
  const request = useRequest<unknown>(`${path} ${JSON.stringify(attributes)}`)
  const send = () =>
    request.mutate(
      { path, type, attributes },
      {
        onSuccess: () => announce('ok', words.repaired[action]),
        onError: (error) => announce('bad', failureText(words, failureOf(error).kind)),
        onSettled: () => setIsAsking(false),
      },
    )
  const isBusy = request.isPending
  return (
    <>
      <BusyButton
        className="button small mend"
        data-testid={`repair-${action}`}
        isBusy={isBusy}
        onClick={() => (movesMoney(action) ? setIsAsking(true) : send())}
      >
        {words.repairs[action]}
      </BusyButton>
      {isAsking && movesMoney(action) && (
        <Modal
          title={words.confirmRepair.title}
          testId="confirm-repair"
          isLocked={isBusy}
          onClose={() => setIsAsking(false)}
        >
          <p>{words.confirmRepair[action]}</p>
          <div className="actions end">
            <button type="button" className="button quiet" onClick={() => setIsAsking(false)}>
              {words.close}
            </button>
            <BusyButton isBusy={isBusy} onClick={send} data-testid="confirm">
              {words.repairs[action]}
            </BusyButton>
          </div>
        </Modal>
      )}
    </>
  )
}
