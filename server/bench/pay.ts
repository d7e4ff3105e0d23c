import { cartIdOf, cartTotalMinor, guestIdOf } from './carts.ts'
import { drive, type Pace, type RoundResult, send } from './drive.ts'

export type PayRound = Pace & { url: string; firstCart: number; carts: number }

/** Starts payments, each for a cart of its own. */
export function pay({ url, firstCart, carts, ...pace }: PayRound): Promise<RoundResult> {
  const address = new URL('/payments', url)
  return drive(pace, 201, (agent, turn) => {
    if (turn >= carts) throw new Error(`The round needs more than ${carts} carts.`)
    const cart = firstCart + turn
    const headers = {
      accept: 'application/vnd.api+json',
      'content-type': 'application/vnd.api+json',
      'idempotency-key': `bench-${cart}`,
      'x-anonymous-customer-unique-id': guestIdOf(cart),
    }
    return send(address, { method: 'POST', agent, headers, body: bodyOf(cart) })
  })
}

const bodyOf = (cart: number): string =>
  JSON.stringify({
    data: {
      type: 'payments',
      attributes: {
        idCart: cartIdOf(cart),
        quote: { currency: { code: 'EUR' } },
        payment: {
          paymentProviderName: 'sandbox',
          paymentMethodName: 'card',
          amount: cartTotalMinor,
        },
      },
    },
  })
