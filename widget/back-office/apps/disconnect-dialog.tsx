import { useRef, useState } from 'react'
import { failureOf } from '../../page-kit/failure.ts'
import { ActionFailure } from '../../page-kit/query-view.tsx'
import { useChange } from '../api/apps.ts'
import type { App, AppConnection } from '../api/contract.ts'
import { useAnnounce } from '../parts/announcer.tsx'
import { BusyButton } from '../parts/busy-button.tsx'
import { Modal } from '../parts/modal.tsx'
import { useAppWords } from '../session/app-language.tsx'

type DisconnectDialogProps = { app: App; connection: AppConnection; onClose: () => void }
type Disconnection = { provider: string; mode: string; confirmations: readonly boolean[] }

const questions = ['payments-open', 'merchants-connected'] as const
type Question = (typeof questions)[number]

const questionIn = (error: unknown): Question | null =>
  questions.find((question) => question === failureOf(error).kind) ?? null

/** Says what disconnecting does, asks what the server asks, and disconnects when every answer is yes. */
export function DisconnectDialog({ app, connection, onClose }: DisconnectDialogProps) {
  const { disconnection: words, apps, appForm } = useAppWords()
  const announce = useAnnounce()
  const change = useChange<Disconnection, unknown>('app-disconnections')
  const isSending = useRef(false)
  const [answers, setAnswers] = useState<readonly boolean[]>([])
  const [question, setQuestion] = useState<Question | null>(null)
  const { mode } = connection
  const name = appForm.title(app.title, apps.connection[mode])
  const send = () => {
    if (isSending.current) return
    isSending.current = true
    const confirmations = question ? [...answers, true] : answers
    change.mutate(
      { provider: app.provider, mode, confirmations },
      {
        onSuccess: () => {
          announce('ok', words.done(name))
          onClose()
        },
        onError: (error) => {
          const asked = questionIn(error)
          if (asked) setAnswers(confirmations)
          setQuestion(asked ?? question)
        },
        onSettled: () => {
          isSending.current = false
        },
      },
    )
  }
  return (
    <Modal
      title={words.title(name)}
      testId="disconnect-dialog"
      isLocked={change.isPending}
      onClose={onClose}
    >
      <div aria-live="polite">
        {question ? (
          <AskedQuestion question={question} connection={connection} />
        ) : (
          <ul className="effects">
            {words.effects.map((effect) => (
              <li key={effect}>{effect}</li>
            ))}
          </ul>
        )}
      </div>
      <ActionFailure error={questionIn(change.error) ? null : change.error} />
      <div className="actions end">
        <button
          type="button"
          className="button quiet"
          data-testid="disconnect-cancel"
          disabled={change.isPending}
          onClick={onClose}
        >
          {words.cancel}
        </button>
        <BusyButton
          className="button danger"
          data-testid="disconnect-confirm"
          isBusy={change.isPending}
          onClick={send}
        >
          {question ? words.confirm : words.submit}
        </BusyButton>
      </div>
    </Modal>
  )
}

type AskedQuestionProps = { question: Question; connection: AppConnection }

function AskedQuestion({ question, connection }: AskedQuestionProps) {
  const { disconnection: words } = useAppWords()
  const { title, text } = words.questions[question]
  return (
    <div className="question" data-testid={`question-${question}`}>
      <h3>{title}</h3>
      {question === 'payments-open' && connection.openPayments > 0 && (
        <p>{words.open(shownCount(connection.openPayments))}</p>
      )}
      <p>{text}</p>
    </div>
  )
}

const countMax = 1000

/** What was not counted to its end is at least this much. */
export const shownCount = (count: number): string =>
  count >= countMax ? `${countMax}+` : String(count)
