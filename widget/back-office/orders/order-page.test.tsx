import { screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, expect, test } from 'vitest'
import { anOrder } from '../testing/builders.ts'
import { startBackOffice } from '../testing/start-back-office.tsx'
import { english } from '../words-en.ts'

const office = startBackOffice()
const user = userEvent.setup()

beforeEach(() => office.answers('/orders/DE--1042', anOrder()))

async function select(...positions: number[]) {
  office.openSignedIn('/orders/DE--1042')
  const boxes = await screen.findAllByTestId('select-item')
  for (const position of positions) {
    const box = boxes[position]
    if (box) await user.click(box)
  }
}

test('without a selection nothing is offered, and the page says what to do', async () => {
  await select()
  expect(screen.getByTestId('order-events').textContent).toBe(english.order.chooseItems)
})

test('only what all selected items allow is offered', async () => {
  await select(0)
  expect(screen.getByTestId('event-ship')).toBeTruthy()
  await user.click(screen.getByTestId('select-all'))
  expect(screen.queryByTestId('event-ship')).toBeNull()
  expect(screen.getByTestId('event-refund')).toBeTruthy()
})

test('what only moves goods is done at once, however often it is clicked', async () => {
  const items = [{ id: '7', state: 'shipped' }]
  office.replies({ attributes: { orderReference: 'DE--1042', event: 'ship', items } })
  await select(0)
  await user.dblClick(screen.getByTestId('event-ship'))
  expect((await screen.findByTestId('announcement')).textContent).toContain('ship: shipped.')
  expect(office.sent.map(({ path, attributes }) => ({ path, attributes }))).toEqual([
    {
      path: '/order-events',
      attributes: { orderReference: 'DE--1042', orderItemIds: ['7'], event: 'ship' },
    },
  ])
})

test('what may move money is asked about first', async () => {
  const items = [{ id: '8', state: 'payment refund ready' }]
  office.replies({ attributes: { orderReference: 'DE--1042', event: 'refund', items } })
  await select(1)
  await user.click(screen.getByTestId('event-refund'))
  expect(screen.getByTestId('confirm-event').textContent).toContain(english.order.moneyMoves)
  expect(office.sent).toEqual([])
  await user.click(screen.getByTestId('confirm'))
  await waitFor(() => expect(office.sent).toHaveLength(1))
})

test('an order that somebody has moved in the meantime says so', async () => {
  office.replies({ status: 409, kind: 'order-event-not-available' })
  await select(0)
  await user.click(screen.getByTestId('event-ship'))
  expect((await screen.findByTestId('announcement')).textContent).toContain(
    english.failures['order-event-not-available'] ?? 'no words',
  )
})

test('where another shop has the orders the page says so', async () => {
  office.openSignedIn('/orders')
  expect(await screen.findByTestId('orders-elsewhere')).toBeTruthy()
})
