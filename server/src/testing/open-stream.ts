import { PaymentView } from '../contract/glue/payments.ts'
import type { RunningApp } from './start-app.ts'

/** A payment's event stream. `next` waits for the next event, and is null once the server has ended the stream. */
export type PaymentStream = { next(): Promise<PaymentView | null> }

export async function openStream(
  app: RunningApp,
  transactionId: string,
  headers: Record<string, string>,
): Promise<PaymentStream> {
  const response = await fetch(`${app.url}/payments/${transactionId}/events`, { headers })
  if (!response.ok || !response.body)
    throw new Error(`The stream was refused: ${await response.text()}`)
  const events = readEvents(response.body)
  return { next: async () => (await events.next()).value ?? null }
}

async function* readEvents(body: ReadableStream<Uint8Array>): AsyncGenerator<PaymentView, null> {
  let text = ''
  for await (const chunk of body.pipeThrough(new TextDecoderStream())) {
    text += chunk
    const events = text.split('\n\n')
    text = events.pop() ?? ''
    for (const event of events) {
      const line = event.split('\n').find((one) => one.startsWith('data: '))
      if (line) yield PaymentView.parse(JSON.parse(line.slice('data: '.length)))
    }
  }
  return null
}
