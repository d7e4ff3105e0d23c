import { fireEvent, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, test } from 'vitest'
import { aDossier, aPayment } from '../testing/builders.ts'
import { startBackOffice } from '../testing/start-back-office.tsx'
import { english } from '../words-en.ts'

const office = startBackOffice()
const user = userEvent.setup()

const succeeded = { attributes: { outcome: 'succeeded', note: null, payment: aPayment() } }

async function openDialog(dossier = aDossier(), action = 'capture') {
  office.answers('/payments/tx_1', dossier)
  const view = office.openSignedIn('/payments/tx_1')
  await user.click(await screen.findByTestId(`action-${action}`))
  return view
}

async function typeAmount(text: string) {
  const field = screen.getByTestId('amount')
  await user.clear(field)
  if (text !== '') await user.type(field, text)
}

const submit = () => screen.getByTestId('submit-operation')
const announcement = () => screen.findByTestId('announcement')

test('a part is captured, in minor units, and what came of it is said', async () => {
  office.replies(succeeded)
  await openDialog()
  await typeAmount('100.5')
  expect(submit().textContent).toBe('Capture €100.50')
  await user.click(submit())
  expect((await announcement()).textContent).toContain('€100.50 captured.')
  expect(office.sent.map(({ attributes }) => attributes)).toEqual([
    { transactionId: 'tx_1', kind: 'capture', amount: 10050, orderItemIds: [] },
  ])
})

test('a German comma is a decimal sign', async () => {
  localStorage.setItem('tillway.language', 'de')
  office.replies(succeeded)
  await openDialog()
  await typeAmount('100,50')
  await user.click(submit())
  await announcement()
  expect(office.sent[0]?.attributes).toMatchObject({ amount: 10050 })
})

test('yen have no decimals', async () => {
  office.replies(succeeded)
  await openDialog(aDossier({ payment: { currency: 'JPY' }, items: [] }))
  expect(screen.getByTestId<HTMLInputElement>('amount').value).toBe('24890')
  await typeAmount('1.5')
  await user.click(submit())
  expect(screen.getByTestId('amount-problem').textContent).toMatch(/fewer decimals/)
  expect(office.sent).toEqual([])
})

test('more than is left is not sent', async () => {
  await openDialog()
  await typeAmount('248.91')
  await user.click(submit())
  expect(screen.getByTestId('amount-problem').textContent).toBe('At most €248.90 is left.')
  expect(office.sent).toEqual([])
})

test('choosing items fills in their sum and names them', async () => {
  office.replies(succeeded)
  await openDialog()
  const [lamp] = screen.getAllByTestId('choose-item')
  if (lamp) await user.click(lamp)
  expect(submit().textContent).toBe('Capture €149.00')
  await user.click(submit())
  await announcement()
  expect(office.sent[0]?.attributes).toMatchObject({ amount: 14900, orderItemIds: ['7'] })
})

test('however often it is submitted, it is sent once', async () => {
  office.replies(succeeded)
  await openDialog()
  const form = submit().closest('form')
  if (!form) throw new Error('The button is in no form.')
  fireEvent.submit(form)
  fireEvent.submit(form)
  fireEvent.click(submit())
  await announcement()
  expect(office.sent).toHaveLength(1)
})

test('an answer that never came is asked for with the same key and the same amount', async () => {
  office.replies('no answer', { status: 503, kind: 'psp-unavailable' }, succeeded)
  await openDialog()
  await typeAmount('100')
  await user.click(submit())
  await screen.findByTestId('outcome-unknown')
  expect(screen.getByTestId('amount').closest('fieldset')?.disabled).toBe(true)
  await user.click(submit())
  await waitFor(() => expect(office.sent).toHaveLength(2))
  await screen.findByTestId('outcome-unknown')
  await user.click(submit())
  await announcement()
  const keys = new Set(office.sent.map(({ idempotencyKey }) => idempotencyKey))
  expect(keys.size).toBe(1)
  expect(office.sent.map(({ attributes }) => attributes)).toEqual(
    Array.from({ length: 3 }, () => office.sent[0]?.attributes),
  )
})

test('a reload in the middle does not forget the key', async () => {
  office.replies('no answer', succeeded)
  const { unmount } = await openDialog()
  await typeAmount('100')
  await user.click(submit())
  await screen.findByTestId('outcome-unknown')
  unmount()
  await openDialog()
  expect(screen.getByTestId('outcome-unknown')).toBeTruthy()
  expect(screen.getByTestId<HTMLInputElement>('amount').value).toBe('100.00')
  await user.click(submit())
  await announcement()
  expect(office.sent[1]).toEqual(office.sent[0])
})

test('after a refusal the next try is a new request', async () => {
  office.replies({ status: 409, kind: 'operation-not-allowed' }, succeeded)
  await openDialog()
  await user.click(submit())
  expect((await screen.findByTestId('action-failure')).textContent).toBe(
    english.failures['operation-not-allowed'],
  )
  await user.click(submit())
  await announcement()
  expect(office.sent[1]?.idempotencyKey).not.toBe(office.sent[0]?.idempotencyKey)
})

test('a refusal of the provider is no success', async () => {
  const attributes = { outcome: 'refused', note: 'card_declined', payment: aPayment() }
  office.replies({ attributes })
  await openDialog()
  await user.click(submit())
  const said = await announcement()
  expect(said.dataset['tone']).toBe('bad')
  expect(said.textContent).toMatch(/refused the capture. No money moved. \(card_declined\)/)
})

test('a cancel names no amount, and Escape leaves without doing anything', async () => {
  office.replies(succeeded)
  await openDialog(aDossier(), 'cancel')
  expect(screen.queryByTestId('amount')).toBeNull()
  fireEvent(screen.getByTestId('dialog-cancel'), new Event('cancel', { cancelable: true }))
  await waitFor(() => expect(screen.queryByTestId('dialog-cancel')).toBeNull())
  expect(office.sent).toEqual([])
  await user.click(screen.getByTestId('action-cancel'))
  await user.click(submit())
  await announcement()
  expect(office.sent[0]?.attributes).toEqual({ transactionId: 'tx_1', kind: 'cancel' })
})
