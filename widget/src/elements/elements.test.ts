import { waitFor } from '@testing-library/dom'
import userEvent from '@testing-library/user-event'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { baseUrl, startTillway } from '../testing/server.ts'
import { defineElements } from './define-elements.ts'

defineElements()
const tillway = startTillway()
const user = userEvent.setup()

function place<Name extends 'tillway-checkout' | 'tillway-return'>(
  name: Name,
  attributes: Record<string, string>,
) {
  const element = document.createElement(name)
  for (const [attribute, value] of Object.entries(attributes))
    element.setAttribute(attribute, value)
  document.body.append(element)
  return element
}

const inside = (element: Element, testId: string) =>
  element.shadowRoot?.querySelector<HTMLElement>(`[data-testid="${testId}"]`) ?? null

async function found(element: Element, testId: string): Promise<HTMLElement> {
  await waitFor(() => expect(inside(element, testId)).not.toBeNull())
  return inside(element, testId) ?? element.appendChild(document.createElement('i'))
}

afterEach(() => document.body.replaceChildren())

describe('<tillway-checkout>', () => {
  const attributes = {
    'base-url': baseUrl,
    'cart-id': 'cart-1',
    locale: 'en',
    'total-amount': '24890',
    currency: 'EUR',
  }

  test('shows methods and button in its own styles', async () => {
    const element = place('tillway-checkout', attributes)
    await found(element, 'tillway-method-sandbox-card')
    expect((await found(element, 'tillway-pay')).textContent).toBe(
      'Continue to secure payment · €248.90',
    )
    expect(element.shadowRoot?.adoptedStyleSheets).toHaveLength(1)
  })

  test.each(['tillway-checkout', 'tillway-return'] as const)(
    'the attribute of <%s> names the tenant',
    async (name) => {
      const named: (string | null)[] = []
      tillway.server.events.on('request:start', ({ request }) =>
        named.push(request.headers.get('x-tenant-identifier')),
      )
      place(name, { ...attributes, tenant: 'market', 'transaction-id': 'tx_9' })
      await waitFor(() => expect(named).not.toEqual([]))
      expect(new Set(named)).toEqual(new Set(['market']))
    },
  )

  test('honours attributes that change, and properties set before it was defined', async () => {
    const element = place('tillway-checkout', attributes)
    await found(element, 'tillway-pay')
    element.setAttribute('total-amount', '100')
    element.setAttribute('currency', 'JPY')
    await waitFor(() => expect(inside(element, 'tillway-pay')?.textContent).toContain('¥100'))
  })

  test('tells of a failure with an event that leaves the shadow', async () => {
    const heard: unknown[] = []
    const listener = (event: Event) =>
      heard.push(event instanceof CustomEvent && event.detail.failure.kind)
    document.addEventListener('tillway-error', listener)
    const element = place('tillway-checkout', attributes)
    element.placeOrder = () => Promise.reject({ kind: 'stock-insufficient' })
    await found(element, 'tillway-method-sandbox-card')
    await user.click(await found(element, 'tillway-pay'))
    expect((await found(element, 'tillway-error')).textContent).toMatch(/not enough/)
    document.removeEventListener('tillway-error', listener)
    expect(heard).toEqual(['stock-insufficient'])
  })

  test('goes on when it is moved, and starts again when it comes back', async () => {
    const element = place('tillway-checkout', attributes)
    const button = await found(element, 'tillway-pay')
    document.body.prepend(element)
    await found(element, 'tillway-method-sandbox-card')
    expect(inside(element, 'tillway-pay')).toBe(button)
    element.remove()
    await waitFor(() => expect(inside(element, 'tillway-pay')).toBeNull())
    document.body.append(element)
    await found(element, 'tillway-method-sandbox-card')
  })

  test('without a base url it says what to do, once', async () => {
    const error = vi.spyOn(console, 'error').mockImplementation(() => {})
    const element = place('tillway-checkout', {})
    element.setAttribute('locale', 'de')
    await waitFor(() => expect(error).toHaveBeenCalledTimes(1))
    expect(error.mock.calls[0]?.[0]).toMatch(/^\[tillway\] <tillway-checkout> has no base-url/)
  })

  test('may be defined twice', () => {
    expect(defineElements).not.toThrow()
  })
})

describe('<tillway-return>', () => {
  test('tells once that the payment is there', async () => {
    tillway.get().addPayment({ outcome: 'paid' })
    const heard: string[] = []
    const listener = ({ type }: Event) => heard.push(type)
    const types = ['tillway-approved', 'tillway-settled', 'tillway-canceled']
    for (const type of types) document.addEventListener(type, listener)
    const element = place('tillway-return', {
      'base-url': baseUrl,
      'transaction-id': 'tx_1',
      locale: 'en',
    })
    await waitFor(() => expect(inside(element, 'tillway-outcome')?.dataset['outcome']).toBe('paid'))
    await waitFor(() => expect(heard).toEqual(['tillway-approved', 'tillway-settled']))
    for (const type of types) document.removeEventListener(type, listener)
  })
})
