import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeAll, beforeEach, expect, test } from 'vitest'
import { aMethodGroup, aMethodRow } from '../testing/builders.ts'
import { startBackOffice } from '../testing/start-back-office.tsx'

const office = startBackOffice()
const user = userEvent.setup()

// What is loaded on demand is there already: a test waits for what it is about.
beforeAll(() => Promise.all([import('../pages/methods-page.tsx')]))

beforeEach(() => {
  office.answers('/payment-methods', { groups: [aMethodGroup()] })
  office.answers('/method-explanations', { methods: [] })
})

const open = async () => {
  office.openSignedIn('/payment-methods')
  await screen.findByTestId('method-list')
}
const order = () =>
  within(screen.getByTestId('method-list'))
    .getAllByRole('listitem')
    .map((row) => row.dataset['place'])
const entry = (method: string) => within(screen.getByTestId(`method-${method}`))
const save = () => user.click(screen.getByTestId('save-methods'))

test('the order is changed with the keyboard, the focus stays, and nothing is sent before it is saved', async () => {
  await open()
  entry('kite').getByTestId('drag-method').focus()
  await user.keyboard('{ArrowUp}{ArrowUp}')
  expect(order()).toEqual(['kite', 'card', 'wallet'])
  expect(document.activeElement).toBe(entry('kite').getByTestId('drag-method'))
  expect(screen.getByText('Kite is now 1 of 3.')).toBeTruthy()
  await user.click(entry('card').getByTestId('move-down'))
  expect(order()).toEqual(['kite', 'wallet', 'card'])
  expect(office.sent).toEqual([])
})

test('what is saved is the whole list, and of each method what differs from the provider', async () => {
  await open()
  await user.click(entry('wallet').getByTestId('enable-method'))
  await user.click(entry('card').getByTestId('edit-method'))
  await user.type(entry('card').getByTestId('method-countries'), 'de, at')
  await user.type(entry('card').getByTestId('method-maximum'), '500')
  await user.click(entry('card').getByTestId('move-down'))
  const saved = aMethodGroup({ version: 3, methods: [aMethodRow({ method: 'kite' })] })
  office.answers('/payment-methods', { groups: [saved] })
  office.replies({ attributes: { provider: 'sandbox', mode: 'test', version: 3 } })
  await save()
  await waitFor(() => expect(order()).toEqual(['kite']))
  expect(office.sent).toMatchObject([
    {
      path: '/payment-method-lists',
      attributes: {
        ...{ provider: 'sandbox', mode: 'test', version: 2 },
        methods: [
          { method: 'wallet', isEnabled: false },
          { method: 'card', countries: ['DE', 'AT'], maximumAmount: 50_000 },
          { method: 'kite' },
        ],
      },
    },
  ])
  expect(screen.queryByTestId('save-bar')).toBeNull()
})

test('what cannot be saved is not sent, and the focus goes to it', async () => {
  await open()
  await user.click(entry('card').getByTestId('edit-method'))
  await user.type(entry('card').getByTestId('method-currencies'), 'Euro')
  await save()
  expect(office.sent).toEqual([])
  expect(document.activeElement).toBe(entry('card').getByTestId('method-currencies'))
})

test('a change of somebody else is said, and what was changed here is still there', async () => {
  await open()
  await user.click(entry('card').getByTestId('move-down'))
  const theirs = aMethodGroup({ version: 3 })
  office.answers('/payment-methods', {
    groups: [{ ...theirs, methods: theirs.methods.toReversed() }],
  })
  office.replies({ status: 409, kind: 'configuration-changed' })
  await save()
  await screen.findByTestId('methods-outdated')
  expect(order()).toEqual(['wallet', 'card', 'kite'])
  await user.click(screen.getByText('Discard mine and show theirs'))
  await waitFor(() => expect(order()).toEqual(['kite', 'wallet', 'card']))
  expect(screen.queryByTestId('save-bar')).toBeNull()
})

test('methods of a connection that was given up are shown and cannot be changed', async () => {
  office.answers('/payment-methods', {
    groups: [aMethodGroup({ status: 'DISCONNECTED', isShown: false })],
  })
  await open()
  expect(entry('card').queryByTestId('drag-method')).toBeNull()
  expect(entry('card').getByTestId<HTMLInputElement>('enable-method').disabled).toBe(true)
})

test('why a method is not offered is said in words', async () => {
  const card = { ...aMethodRow(), provider: 'sandbox', mode: 'test', isOffered: false }
  office.answers('/method-explanations', {
    methods: [{ ...card, maximumAmount: 100_000, reasons: ['amount-too-high', 'placement'] }],
  })
  await open()
  const explained = await screen.findByTestId('explained-card')
  expect(explained.textContent).toContain('The total is above its largest total of €1,000.00.')
  expect(explained.textContent).toContain('It is offered on: checkout.')
})
