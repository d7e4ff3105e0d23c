import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, test } from 'vitest'
import { aDeadMessage, aDossier, anEntry } from '../testing/builders.ts'
import { startBackOffice } from '../testing/start-back-office.tsx'
import { german } from '../words-de.ts'
import { english } from '../words-en.ts'
import { toShownTimes } from './timeline-times.ts'

const office = startBackOffice()
const user = userEvent.setup()

const open = (...entries: ReturnType<typeof anEntry>[]) => {
  const timeline = { entries, limit: 200, isTruncated: false }
  office.answers('/payments/tx_1', aDossier({ timeline }))
  office.openSignedIn('/payments/tx_1')
  return screen.findAllByTestId('timeline-entry')
}

test('only what changes of the time is repeated', () => {
  const clock = (at: string) => at.slice(11, 23)
  const day = (at: string) => at.slice(0, 10)
  const moments = [
    '2026-01-15T09:14:02.118Z',
    '2026-01-15T09:14:02.121Z',
    '2026-01-15T09:14:41.007Z',
    '2026-01-16T09:14:41.008Z',
  ]
  expect(toShownTimes(moments, { clock, day }).map((shown) => [shown.day, shown.time])).toEqual([
    ['2026-01-15', '09:14:02.118'],
    [null, '.121'],
    [null, '09:14:41.007'],
    ['2026-01-16', '09:14:41.008'],
  ])
})

test('the story reads downward, and can be turned around', async () => {
  const entries = [
    anEntry({ id: '2', at: '2026-01-15T09:14:03.000Z', title: authorised }),
    anEntry({ id: '1', at: '2026-01-15T09:14:02.118Z' }),
  ]
  const texts = async () =>
    (await screen.findAllByTestId('timeline-entry')).map(
      (one) => one.querySelector('summary')?.textContent,
    )
  await open(...entries)
  expect(await texts()).toEqual(['Payment created', 'authorised · was new'])
  await user.click(screen.getByTestId('timeline-order'))
  expect(await texts()).toEqual(['authorised · was new', 'Payment created'])
})

const authorised = {
  key: 'history.status-changed',
  params: { from: 'new', to: 'authorized' },
  words: 'From new to authorized',
}

test('what was ignored says why', async () => {
  const title = {
    key: 'webhook.ignored',
    params: { name: 'charge.authorized', note: 'done-already' },
    words: 'charge.authorized was ignored: done-already',
  }
  const [entry] = await open(anEntry({ kind: 'webhook', title }))
  expect(entry?.textContent).toContain(english.notes['done-already'])
})

test('a sentence that nobody has translated is shown in the words of the server', async () => {
  const title = { key: 'from.the-future', params: { name: 'Thing' }, words: 'Thing has happened' }
  const [entry] = await open(anEntry({ title }))
  expect(entry?.querySelector('summary')?.textContent).toBe('Thing has happened')
  expect(entry?.querySelector('strong')?.textContent).toBe('Thing')
})

test('an entry opens to what we made of it and to what was stored, with amounts as money', async () => {
  const [entry] = await open(
    anEntry({ normalised: { amountMinor: 14900 }, raw: { deep: { amount: 14900 } } }),
  )
  if (!entry) throw new Error('There is no entry.')
  await user.click(entry.querySelector('summary') ?? entry)
  expect((await within(entry).findByTestId('normalised')).textContent).toContain('€149.00')
  expect(within(entry).getByTestId('raw').textContent).toContain('"amount": 14900')
})

test('a dead message is sent again with one click, and the page says so', async () => {
  office.replies({ attributes: { messageId: 'm1', state: 'waiting' } })
  await open(aDeadMessage())
  await user.dblClick(screen.getByTestId('repair-replay-message'))
  await waitFor(() =>
    expect(screen.getByTestId('announcement').textContent).toContain(
      english.repaired['replay-message'],
    ),
  )
  expect(office.sent).toHaveLength(1)
  expect(office.sent[0]).toMatchObject({
    path: '/message-replays',
    attributes: { messageId: 'm1' },
  })
  expect(office.sent[0]?.idempotencyKey).toBeTruthy()
})

test('in German the same is told in German', async () => {
  localStorage.setItem('tillway.language', 'de')
  const [entry] = await open(aDeadMessage())
  expect(entry?.textContent).toContain('nie angenommen')
  expect(screen.getByTestId('repair-replay-message').textContent).toBe(
    german.repairs['replay-message'],
  )
})
