import type { ExpressWords } from '../locales/express-words-en.ts'
import { fill } from '../locales/words.ts'
import type { ExpressCheckoutHandle } from '../react/use-express-checkout.ts'
import { ExpressApproved } from './express-approved.tsx'
import { ExpressButton } from './express-button.tsx'
import { ExpressTelling } from './express-telling.tsx'
import { Message } from './message.tsx'

export type ExpressViewProps = ExpressCheckoutHandle & { words: ExpressWords }

/** One view for each thing that can be true of an express checkout. */
export function ExpressView(express: ExpressViewProps) {
  const { words } = express
  switch (express.status) {
    case 'checking':
      return <Waiting count={1} text={words['express.checking']} />
    case 'continuing':
    case 'canceling':
    case 'approved':
      return <ExpressApproved express={express} phase={express} />
    case 'settled':
      return <Message telling={{ name: 'outcome', kind: 'ok', text: words['express.settled'] }} />
    default:
      return <Buttons express={express} />
  }
}

function Buttons({ express }: { express: ExpressViewProps }) {
  const { words, methods, isLoading } = express
  const opened = express.status === 'idle' || express.status === 'failed' ? null : express
  const busy = opened && 'wallet' in opened ? opened.wallet : null
  if (isLoading) return <Waiting count={methods.length} text={words['express.loading']} />
  return (
    <>
      {methods.length > 0 && (
        // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be a grid everywhere, and these are no fields.
        <div role="group" aria-label={words['express.legend']} className="tillway-express-buttons">
          {methods.map(({ key, name }) => (
            <ExpressButton
              key={key}
              wallet={key}
              name={name}
              label={fill(words['express.pay'], name)}
              isBusy={busy === key}
              isHeld={busy !== null}
              onClick={() => express.open(key)}
            />
          ))}
        </div>
      )}
      <ExpressTelling express={express} />
    </>
  )
}

type WaitingProps = { count: number; text: string }

/** As many places as there will be buttons at most, each of a button's size. */
function Waiting({ count, text }: WaitingProps) {
  const places = Array.from({ length: Math.max(1, count) }, (_, place) => `place-${place}`)
  return (
    <div role="status" className="tillway-express-buttons">
      <span className="tillway-unseen">{text}</span>
      {places.map((place) => (
        <span key={place} className="tillway-express-skeleton" />
      ))}
    </div>
  )
}
