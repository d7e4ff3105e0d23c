import type { FieldsResult } from '../core/card-fields.ts'
import { type FromFields, isFromFields, type ToFields } from '../core/in-place/fields-messages.ts'
import { clientSecretOf } from './start-payment.ts'
import type { TestTillway } from './test-tillway.ts'

export type FakeCardFieldsOptions = {
  /** What the fields answer to the next payments; `authorized` unless said otherwise. */
  result?: FieldsResult
  /** Frames whose address begins with this are played; by default those of the test methods. */
  fieldsUrl?: string
}

/** The provider's card fields in a test: a frame loads nothing there, so its messages are played. */
export type FakeCardFields = {
  /** Every secret that was asked to be paid. */
  paid: string[]
  /** Everything that the page told the fields. */
  heard: ToFields[]
  /** What the fields answer from now on; `never` keeps the page waiting. */
  answer: (result: FieldsResult | 'never') => void
  /** Answers a payment that was kept waiting. */
  finish: (result: FieldsResult) => void
  /** Lets the shopper's bank ask, until it is called again with false. */
  challenge: (isOpen: boolean) => void
  /** Lets the fields be of another height. */
  resize: (heightPx: number) => void
  /** Says what the newest frame could say. */
  say: (message: FromFields) => void
  /** Frames no longer load, as behind a content security policy, until it is called with true. */
  allow: (isAllowed: boolean) => void
  /** Ends the play. */
  stop: () => void
}

type Marked = ToFields & { tillwayFields: unknown }
type FakeFrame = { element: HTMLIFrameElement; window: object }
type Play = { result: FieldsResult | 'never'; isAllowed: boolean; waitingId: string }

/**
 * Plays the card fields of the sandbox: every frame becomes ready, and pays what it is asked. With a
 * test server the payment changes there as well, so that a page that asks learns the truth.
 */
export function createFakeCardFields(
  tillway: TestTillway | null,
  {
    result = { status: 'authorized' },
    fieldsUrl = 'https://psp.example/',
  }: FakeCardFieldsOptions = {},
): FakeCardFields {
  const { origin } = new URL(fieldsUrl)
  const frames: FakeFrame[] = []
  const play: Play = { result, isAllowed: true, waitingId: '' }
  const fake: Pick<FakeCardFields, 'paid' | 'heard'> = { paid: [], heard: [] }

  const sayFrom = (frame: FakeFrame | undefined, message: FromFields) => {
    if (!frame?.element.isConnected) return
    const event = new Event('message')
    const said = { tillwayFields: 1, ...message }
    window.dispatchEvent(Object.assign(event, { data: said, origin, source: frame.window }))
  }
  const say = (message: FromFields) => sayFrom(frames.at(-1), message)
  const finish = (answer: FieldsResult) => {
    tellServer(tillway, fake.paid.at(-1), answer)
    say({ type: 'result', id: play.waitingId, result: answer })
  }
  const hear = (message: unknown) => {
    if (!isFromFields(message)) return
    // What the page tells carries the same mark as what the frame tells.
    const { tillwayFields: _mark, ...rest } = message as unknown as Marked
    const told = rest as ToFields
    fake.heard.push(told)
    if (told.type !== 'pay') return
    fake.paid.push(told.clientSecret)
    play.waitingId = told.id
    const { result: answer } = play
    if (answer !== 'never') queueMicrotask(() => finish(answer))
  }
  const begin = (element: HTMLIFrameElement) => {
    const frame: FakeFrame = { element, window: { postMessage: hear } }
    Object.defineProperty(element, 'contentWindow', {
      configurable: true,
      get: () => (element.isConnected ? frame.window : null),
    })
    frames.push(frame)
    setTimeout(() => {
      if (play.isAllowed) sayFrom(frame, { type: 'ready' })
    })
  }
  const stop = interceptFrames(fieldsUrl, begin)
  return {
    ...fake,
    answer: (next) => {
      play.result = next
    },
    finish,
    challenge: (isOpen) => say({ type: 'challenge', isOpen }),
    resize: (height) => say({ type: 'resize', height }),
    say,
    allow: (isAllowed) => {
      play.isAllowed = isAllowed
    },
    stop,
  }
}

/** Frames of this address are handed over instead of being loaded, until the returned function is called. */
function interceptFrames(
  fieldsUrl: string,
  begin: (element: HTMLIFrameElement) => void,
): () => void {
  const { prototype } = HTMLIFrameElement
  const original = Object.getOwnPropertyDescriptor(prototype, 'src')
  if (!original) throw new Error('This environment has no frames.')
  Object.defineProperty(prototype, 'src', {
    ...original,
    set(this: HTMLIFrameElement, address: string) {
      if (!address.startsWith(fieldsUrl)) return original.set?.call(this, address)
      this.dataset['src'] = address
      begin(this)
    },
  })
  return () => Object.defineProperty(prototype, 'src', original)
}

function tellServer(
  tillway: TestTillway | null,
  secret: string | undefined,
  result: FieldsResult,
): void {
  const payment = tillway
    ?.payments()
    .find(({ transactionId }) => clientSecretOf(transactionId) === secret)
  if (!payment) return
  if (result.status === 'authorized') tillway?.approve(payment.transactionId)
  if (result.status === 'processing') {
    tillway?.changePayment(payment.transactionId, { outcome: 'pending' })
  }
  if (result.status === 'declined') tillway?.decline(payment.transactionId, result.code)
}
