import { createHmac } from 'node:crypto'
import { storedTransactionId } from '../src/testing/stored-payments.ts'
import { drive, type Pace, type RoundResult, send } from './drive.ts'

export type NotifyRound = Pace & {
  url: string
  /** A Standard Webhooks secret. */
  secret: string
  firstPayment: number
  payments: number
}

const webhookPath = '/webhooks/test/sandbox/demo'

/** Tells of stored payments that they are authorised, one event each, signed as the sandbox signs. */
export function notify({
  url,
  secret,
  firstPayment,
  payments,
  ...pace
}: NotifyRound): Promise<RoundResult> {
  const address = new URL(webhookPath, url)
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64')
  return drive(pace, 200, (agent, turn) => {
    if (turn >= payments) throw new Error(`The round needs more than ${payments} payments.`)
    const payment = firstPayment + turn
    const [id, timestamp] = [`evt_bench_${payment}`, String(Math.floor(Date.now() / 1000))]
    const body = bodyOf(payment)
    const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`)
    const headers = {
      'content-type': 'application/json',
      'webhook-id': id,
      'webhook-timestamp': timestamp,
      'webhook-signature': `v1,${signature.digest('base64')}`,
    }
    return send(address, { method: 'POST', agent, headers, body })
  })
}

const bodyOf = (payment: number): string =>
  JSON.stringify({
    type: 'charge.updated',
    created: new Date().toISOString(),
    livemode: false,
    data: {
      charge: {
        id: `ch_stored_${payment}`,
        object: 'charge',
        reference: storedTransactionId(payment),
        order_reference: `DE--${payment}`,
        amount: 24_890,
        currency: 'EUR',
        amount_captured: 0,
        amount_refunded: 0,
        amount_voided: 0,
        status: 'authorized',
        captures: [],
        refunds: [],
        last_attempt: { number: 1, outcome: 'approved', decline_code: null },
        hosted_url: `http://localhost/pay/ch_stored_${payment}`,
        livemode: false,
        created: new Date().toISOString(),
        version: 9,
      },
    },
  })
