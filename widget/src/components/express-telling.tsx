import type { Words } from '../locales/en.ts'
import type { ExpressWords } from '../locales/express-words-en.ts'
import { failureText } from '../locales/failure-words.ts'
import { fill } from '../locales/words.ts'
import { useCheckoutScope } from '../react/context.ts'
import { Button } from './button.tsx'
import type { ExpressViewProps } from './express-view.tsx'
import { Message, type Telling } from './message.tsx'

type Failed = Extract<ExpressViewProps, { status: 'failed' }>

/** What there is to say below the buttons, and the one thing to do about it. */
export function ExpressTelling({ express }: { express: ExpressViewProps }) {
  const scope = useCheckoutScope('<ExpressCheckout>')
  return (
    <Message telling={tellingOf(express, scope.words)}>
      <Action express={express} />
    </Message>
  )
}

function tellingOf(express: ExpressViewProps, base: Words): Telling | null {
  const { words } = express
  switch (express.status) {
    case 'opening':
    case 'open':
    case 'approving':
      return { name: 'status', text: fill(words['express.open'], nameOf(express, express.wallet)) }
    case 'failed':
      return { name: 'error', kind: 'bad', text: failedText(express, base) }
    case 'idle':
      return express.notice && { name: 'status', text: words[`express.${express.notice}`] }
    default:
      return null
  }
}

const nameOf = ({ methods }: ExpressViewProps, wallet: string | null): string =>
  methods.find(({ key }) => key === wallet)?.name ?? ''

const ownWords: Readonly<Record<string, keyof ExpressWords>> = {
  'popup-blocked': 'express.blocked',
  'prepare-failed': 'express.prepareFailed',
  'wallet-failed': 'express.walletFailed',
}

function failedText(express: Failed, base: Words): string {
  const { failure, wallet, words } = express
  if (wallet === null) return words['express.lookFailed']
  const own = Object.hasOwn(ownWords, failure.kind) ? ownWords[failure.kind] : undefined
  return own ? fill(words[own], nameOf(express, wallet)) : failureText(base, failure)
}

function Action({ express }: { express: ExpressViewProps }) {
  const action = actionOf(express)
  return (
    action && (
      <div className="tillway-actions">
        <Button name={action.name} isQuiet onClick={action.act}>
          {action.label}
        </Button>
      </div>
    )
  )
}

function actionOf(express: ExpressViewProps) {
  const { words, open, close, refresh } = express
  const { status } = express
  if (status === 'opening' || status === 'open' || status === 'approving') {
    return { name: 'express-close', label: words['express.close'], act: close }
  }
  if (status !== 'failed') return null
  const { wallet, failure } = express
  if (wallet === null) {
    return { name: 'express-retry', label: words['express.retry'], act: refresh }
  }
  if (failure.kind !== 'popup-blocked') return null
  const label = fill(words['express.reopen'], nameOf(express, wallet))
  return { name: 'express-reopen', label, act: () => open(wallet) }
}
