import { screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeAll, beforeEach, expect, test } from 'vitest'
import { anApp, anAppForm } from '../testing/builders.ts'
import { startBackOffice } from '../testing/start-back-office.tsx'

const office = startBackOffice()
const user = userEvent.setup()

const stored = {
  mode: 'test' as const,
  status: 'CONNECTED' as const,
  version: 2,
  configuration: { environment: 'test', businessModel: 'direct', pageTitle: 'Lamps' },
  secrets: { secretKey: true },
}

// What is loaded on demand is there already: a test waits for what it is about.
beforeAll(() =>
  Promise.all([import('../pages/apps-page.tsx'), import('../pages/app-form-page.tsx')]),
)

beforeEach(() => {
  office.answers('/apps', { apps: [anApp()] })
  office.answers('/apps/sandbox/form', anAppForm({ connections: [stored] }))
})

const open = async (path = '/apps/sandbox/test') => {
  office.openSignedIn(path)
  await screen.findByTestId('configuration-form')
}
const field = (name: string) => screen.getByTestId<HTMLInputElement>(`field-${name}`)
const save = () => user.click(screen.getByTestId('save-configuration'))

test('a stored secret is never in the page, and left empty it is kept', async () => {
  await open()
  expect(field('secretKey').value).toBe('')
  expect(field('secretKey').type).toBe('password')
  await user.clear(field('pageTitle'))
  await user.type(field('pageTitle'), 'Lamps & Oak')
  office.replies({ attributes: { provider: 'sandbox', mode: 'test', version: 3, isProven: true } })
  await save()
  await waitFor(() => expect(location.pathname).toBe('/back-office/apps'))
  expect(office.sent[0]).toMatchObject({
    path: '/app-configurations',
    attributes: {
      provider: 'sandbox',
      version: 2,
      configuration: { environment: 'test', secretKey: '', pageTitle: 'Lamps & Oak' },
    },
  })
  expect(JSON.stringify(sessionStorage)).not.toContain('Lamps & Oak')
})

test('what must be given is asked for before anything is sent, and the focus goes there', async () => {
  await open('/apps/sandbox/live')
  await save()
  expect(office.sent).toEqual([])
  expect(screen.getByTestId('problem-secretKey').textContent).toBe('Fill this in.')
  expect(document.activeElement).toBe(field('secretKey'))
})

test('what the schema refuses is said in the language of the operator, before anything is sent', async () => {
  localStorage.setItem('tillway.language', 'de')
  await open()
  await user.type(field('pageTitle'), ' and everything else that shines')
  await save()
  expect(screen.getByTestId('problem-pageTitle').textContent).toBe('Höchstens 20 Zeichen.')
  expect(document.activeElement).toBe(field('pageTitle'))
  await user.click(screen.getByTestId('check-credentials'))
  expect(office.sent).toEqual([])
})

test('what the server refuses is said beside its field', async () => {
  await open()
  await user.type(field('secretKey'), 'sk_wrong')
  office.server.use(
    office.refusesFields('/app-configurations', {
      pageTitle: 'is too long',
      shade: 'is not known',
    }),
  )
  await save()
  expect((await screen.findByText('is too long')).id).toContain('problem')
  expect(document.activeElement).toBe(field('pageTitle'))
  expect(screen.getByText('shade').parentElement?.textContent).toContain('is not known')
  expect(field('secretKey').value).toBe('sk_wrong')
})

test('credentials are tested without saving, and another key is not what was tested', async () => {
  await open()
  await user.type(field('secretKey'), 'sk_new')
  office.replies({
    attributes: { outcome: 'accepted', account: { id: 'acct_1', name: 'Oak' }, problems: [] },
  })
  await user.click(screen.getByTestId('check-credentials'))
  expect((await screen.findByTestId('check-outcome')).textContent).toContain('Oak (acct_1)')
  expect(office.sent.map(({ path }) => path)).toEqual(['/credential-checks'])
  await user.type(field('secretKey'), '2')
  expect(screen.queryByTestId('check-outcome')).toBeNull()
})

test('credentials that the provider refuses are marked in the form', async () => {
  await open()
  const problems = [{ field: 'secretKey', message: 'is not known' }]
  office.replies({ attributes: { outcome: 'refused', account: null, problems } })
  await user.click(screen.getByTestId('check-credentials'))
  await waitFor(() =>
    expect(screen.getByTestId('problem-secretKey').textContent).toBe('is not known'),
  )
  expect(screen.getByTestId('check-outcome').dataset['tone']).toBe('bad')
})

test('what is typed is not left behind unasked', async () => {
  await open()
  await user.type(field('secretKey'), 'sk_new')
  await user.click(screen.getByTestId('nav-payments'))
  await user.click(await screen.findByTestId('stay'))
  expect(location.pathname).toBe('/back-office/apps/sandbox/test')
  expect(field('secretKey').value).toBe('sk_new')
  await user.click(screen.getByTestId('nav-payments'))
  await user.click(await screen.findByTestId('leave'))
  expect(location.pathname).toBe('/back-office/payments')
})

test('a change of somebody else is said, and does not touch what is typed', async () => {
  await open()
  await user.type(field('secretKey'), 'sk_new')
  office.answers(
    '/apps/sandbox/form',
    anAppForm({ connections: [{ ...stored, version: 3, configuration: { pageTitle: 'Theirs' } }] }),
  )
  office.replies({ status: 409, kind: 'configuration-changed' })
  await save()
  expect((await screen.findByTestId('outdated')).textContent).toContain('Somebody else')
  expect(field('secretKey').value).toBe('sk_new')
  await user.click(screen.getByText('Show what is stored now'))
  expect(field('pageTitle').value).toBe('Theirs')
})

test('disconnecting asks what the server asks, one after the other', async () => {
  office.openSignedIn('/apps')
  await user.click(await screen.findByTestId('disconnect'))
  office.replies(
    { status: 409, kind: 'payments-open' },
    { status: 409, kind: 'merchants-connected' },
    { attributes: { provider: 'sandbox', mode: 'test', status: 'DISCONNECTED' } },
  )
  const confirm = screen.getByTestId('disconnect-confirm')
  await user.click(confirm)
  expect((await screen.findByTestId('question-payments-open')).textContent).toContain('2 open')
  expect(confirm.textContent).toBe('Ignore & Disconnect')
  await user.click(confirm)
  await screen.findByTestId('question-merchants-connected')
  await user.click(confirm)
  await waitFor(() => expect(screen.queryByTestId('disconnect-dialog')).toBeNull())
  expect(
    office.sent.map(({ attributes }) => (attributes as { confirmations: unknown }).confirmations),
  ).toEqual([[], [true], [true, true]])
})
