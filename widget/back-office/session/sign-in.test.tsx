import { screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, test } from 'vitest'
import { startBackOffice } from '../testing/start-back-office.tsx'
import { english } from '../words-en.ts'

const office = startBackOffice()
const user = userEvent.setup()

test('a sign-in link signs in, and its token is gone from the address', async () => {
  office.openSignedIn('/payments?status=captured')
  expect(await screen.findByText(english.payments.noneFound.title)).toBeTruthy()
  expect(location.hash).toBe('')
  expect(location.pathname + location.search).toBe('/back-office/payments?status=captured')
})

test('a reload stays signed in, and signing out forgets the token', async () => {
  const { unmount } = office.openSignedIn('/payments')
  await screen.findByTestId('nav-payments')
  unmount()
  office.open('/payments')
  await user.click(await screen.findByTestId('sign-out'))
  expect(await screen.findByTestId('token')).toBeTruthy()
  expect(JSON.stringify({ ...sessionStorage, ...localStorage })).not.toContain(office.token)
  expect(document.cookie).toBe('')
})

test.each(['wrong', 'wröng', 'two words'])(
  'the token "%s" is refused in clear words',
  async (wrong) => {
    office.open('/payments')
    await user.type(screen.getByTestId('token'), wrong)
    await user.click(screen.getByTestId('sign-in'))
    await waitFor(() =>
      expect(screen.getByTestId('token-problem').textContent).toBe(english.signIn.refused),
    )
  },
)

test('a pasted token may have spaces around it', async () => {
  office.open('/payments')
  await user.type(screen.getByTestId('token'), `  ${office.token} `)
  await user.click(screen.getByTestId('sign-in'))
  expect(await screen.findByTestId('nav-payments')).toBeTruthy()
})

test('a token that is not good any more leads back to the sign-in, which says so', async () => {
  sessionStorage.setItem('tillway.operator-token', 'of-yesterday')
  office.open('/payments')
  expect((await screen.findByTestId('token-problem')).textContent).toBe(english.signIn.refused)
})
