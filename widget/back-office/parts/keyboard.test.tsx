import { screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, expect, test } from 'vitest'
import { aDossier, aPayment } from '../testing/builders.ts'
import { startBackOffice } from '../testing/start-back-office.tsx'

const office = startBackOffice()
const user = userEvent.setup()

beforeEach(() => {
  office.answers('/payments', {
    payments: [aPayment(), aPayment({ transactionId: 'tx_2' })],
    nextCursor: 'older',
    searchedBackTo: null,
  })
  office.answers('/payments/tx_2', aDossier({ payment: { transactionId: 'tx_2' } }))
})

const openList = async (path = '/payments') => {
  office.openSignedIn(path)
  await screen.findAllByTestId('payment-row')
}

test('j and k go through the list, Enter opens, and Escape comes back to the same list', async () => {
  await openList('/payments?status=captured')
  await user.keyboard('jjk')
  expect(document.activeElement?.textContent).toBe('tx_1')
  await user.keyboard('{ArrowDown}{Enter}')
  await screen.findByTestId('payment-amount')
  expect(location.pathname).toBe('/back-office/payments/tx_2')
  await user.keyboard('{Escape}')
  await screen.findAllByTestId('payment-row')
  expect(location.pathname + location.search).toBe('/back-office/payments?status=captured')
})

test('a slash goes to the search, where letters are letters, and Escape leaves it', async () => {
  await openList()
  await user.keyboard('/')
  await user.keyboard('jk?')
  expect(screen.getByTestId<HTMLInputElement>('search').value).toBe('jk?')
  await user.keyboard('{Escape}')
  expect(document.activeElement).toBe(document.body)
})

test('a search narrows the list through the address, from its first page on', async () => {
  await openList('/payments?cursor=older&mode=test')
  await user.type(screen.getByTestId('search'), 'DE--1042{Enter}')
  await waitFor(() => expect(location.search).toBe('?mode=test&q=DE--1042'))
  await user.click(screen.getByTestId('clear-filters'))
  expect(location.search).toBe('')
})

test('older payments are one click away, and Back comes back', async () => {
  await openList()
  await user.click(screen.getByTestId('older'))
  await waitFor(() => expect(location.search).toBe('?cursor=older'))
  expect(await screen.findByTestId('newest')).toBeTruthy()
  history.back()
  await waitFor(() => expect(location.search).toBe(''))
  await waitFor(() => expect(screen.queryByTestId('newest')).toBeNull())
})

test('a question mark shows the shortcuts', async () => {
  await openList()
  await user.keyboard('?')
  expect(await screen.findByTestId('shortcuts')).toBeTruthy()
})
