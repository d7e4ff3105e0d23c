import type { PaymentView } from '../core/contract.ts'

type Controller = ReadableStreamDefaultController<Uint8Array>

/** The open event streams of all payments. */
export type PaymentStreams = {
  /** A stream that says the state at once and after each change, with a heartbeat in between. */
  open: (payment: PaymentView) => ReadableStream<Uint8Array>
  tell: (payment: PaymentView) => void
  count: () => number
}

const encoder = new TextEncoder()
const eventOf = (payment: PaymentView) =>
  encoder.encode(`event: payment\ndata: ${JSON.stringify(payment)}\n\n`)
const isOver = ({ outcome }: PaymentView) => outcome !== 'open' && outcome !== 'pending'

export function createPaymentStreams(): PaymentStreams {
  const controllers = new Map<Controller, string>()
  const end = (controller: Controller) => {
    controllers.delete(controller)
    controller.close()
  }
  return {
    count: () => controllers.size,
    open: (payment) => {
      let mine: Controller | null = null
      return new ReadableStream<Uint8Array>({
        start: (controller) => {
          mine = controller
          controllers.set(controller, payment.transactionId)
          controller.enqueue(encoder.encode(': here\n\n'))
          controller.enqueue(eventOf(payment))
          if (isOver(payment)) end(controller)
        },
        cancel: () => {
          if (mine) controllers.delete(mine)
        },
      })
    },
    tell: (payment) => {
      for (const [controller, transactionId] of controllers) {
        if (transactionId !== payment.transactionId) continue
        controller.enqueue(eventOf(payment))
        if (isOver(payment)) end(controller)
      }
    },
  }
}
