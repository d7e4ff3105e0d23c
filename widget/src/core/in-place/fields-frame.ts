import type { CardFields, FieldsPayment, FieldsResult } from '../card-fields.ts'
import { type FromFields, isFromFields, type ToFields } from './fields-messages.ts'

/** The provider answers within this time; longer while the shopper's bank asks them. */
const answerMaxMs = 90_000
const challengeMaxMs = 5 * 60_000

/** Who shows the frame, and wants to know. */
export type FrameHost = {
  frame: HTMLIFrameElement
  /** The only origin that is spoken to and listened to. */
  origin: string
  onReady: () => void
  onResize: (heightPx: number) => void
  onChallenge: (isOpen: boolean) => void
}

/** A conversation with the provider's frame. */
export type FieldsFrame = CardFields & {
  tell: (message: ToFields) => void
  /** Ends it: a payment under way is answered `unavailable`. */
  stop: () => void
}

type Paying = {
  clientSecret: string
  onChallenge: FieldsPayment['onChallenge']
  answer: (result: FieldsResult) => void
  timer: ReturnType<typeof setTimeout> | undefined
}

/** Talks with one frame from now on. */
export function openFieldsFrame(host: FrameHost): FieldsFrame {
  /** The secret of everything that was asked, so that a late answer is known for what it is. */
  const asked = new Map<string, string>()
  const now: { paying: Paying | null } = { paying: null }
  const tell = (message: ToFields) =>
    host.frame.contentWindow?.postMessage({ tillwayFields: 1, ...message }, host.origin)
  const hear = ({ origin, source, data }: MessageEvent<unknown>) => {
    if (origin !== host.origin || source !== host.frame.contentWindow || !isFromFields(data)) return
    obey(data, { host, asked, paying: now.paying })
  }
  window.addEventListener('message', hear)
  return {
    tell,
    pay: ({ clientSecret, signal, onChallenge }) =>
      new Promise((resolve) => {
        now.paying?.answer({ status: 'unavailable' })
        const paying: Paying = {
          clientSecret,
          onChallenge,
          timer: undefined,
          answer: (result) => {
            clearTimeout(paying.timer)
            if (now.paying === paying) now.paying = null
            if (result.status === 'invalid') {
              host.frame.focus()
              tell({ type: 'focus' })
            }
            resolve(result)
          },
        }
        now.paying = paying
        waitFor(paying, answerMaxMs)
        signal.addEventListener('abort', () => paying.answer({ status: 'unavailable' }))
        const id = crypto.randomUUID()
        asked.set(id, clientSecret)
        tell({ type: 'pay', id, clientSecret })
      }),
    stop: () => {
      window.removeEventListener('message', hear)
      now.paying?.answer({ status: 'unavailable' })
    },
  }
}

function waitFor(paying: Paying, ms: number): void {
  clearTimeout(paying.timer)
  paying.timer = setTimeout(() => paying.answer({ status: 'unavailable' }), ms)
}

type Hearing = { host: FrameHost; asked: ReadonlyMap<string, string>; paying: Paying | null }

function obey(message: FromFields, { host, asked, paying }: Hearing): void {
  switch (message.type) {
    case 'ready':
      // A frame that begins anew has forgotten what it was asked.
      paying?.answer({ status: 'unavailable' })
      host.onReady()
      break
    case 'resize':
      host.onResize(message.height)
      break
    case 'challenge':
      if (paying) waitFor(paying, message.isOpen ? challengeMaxMs : answerMaxMs)
      paying?.onChallenge(message.isOpen)
      host.onChallenge(message.isOpen)
      break
    case 'result':
      // A frame that is still paying ignores the next request, and answers the first one.
      if (asked.get(message.id) === paying?.clientSecret) paying?.answer(message.result)
  }
}
