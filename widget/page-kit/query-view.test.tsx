import { QueryClientProvider, useQuery } from '@tanstack/react-query'
import { render, screen, waitFor } from '@testing-library/react'
import { expect, test } from 'vitest'
import { refusal } from './failure.ts'
import { LanguageProvider } from './language.tsx'
import { createQueryClient } from './query-client.ts'
import { QueryView } from './query-view.tsx'

const words = {
  ...{ language: 'Language', slow: 'Still loading', slowAction: 'One moment', retry: 'Try again' },
  ...{ loadFailed: 'This did not load', failures: {}, failed: 'Something went wrong' },
}
const languages = [{ key: 'en', locale: 'en-GB', label: 'EN', words }] as const
const notFound = refusal({ kind: 'payment-not-found', status: 404 }, 'There is no such payment.')
const refused = refusal({ kind: 'rate-limited', status: 429 }, 'Too many requests.')

type PageProps = { id: string; ask: () => Promise<string> }

function Page({ id, ask }: PageProps) {
  const query = useQuery({ queryKey: ['page', id], queryFn: ask })
  return (
    <QueryView query={query} skeleton={<p>…</p>} missing={<h1>Nothing here</h1>}>
      {(value) => <h1>{value}</h1>}
    </QueryView>
  )
}

/** A page whose answers come one by one, when the test gives them. */
function openPage() {
  const client = createQueryClient({ onError: () => {} })
  let asked = Promise.withResolvers<string>()
  const ask = () => asked.promise
  const page = (id: string) => (
    <LanguageProvider languages={languages} storageKey="test.language">
      <QueryClientProvider client={client}>
        <Page id={id} ask={ask} />
      </QueryClientProvider>
    </LanguageProvider>
  )
  const { rerender } = render(page('one'))
  return {
    show: (id: string) => {
      asked = Promise.withResolvers()
      rerender(page(id))
    },
    answer: (value: string) => asked.resolve(value),
    refuse: (error: Error) => asked.reject(error),
    /** Asks again, as news does, and waits until that is under way. */
    askAgain: async () => {
      asked = Promise.withResolvers()
      void client.invalidateQueries({ queryKey: ['page'] })
      await waitFor(() => expect(client.isFetching()).toBe(1))
    },
  }
}

const heading = () => screen.queryByRole('heading', { level: 1 })?.textContent

test('what is missing stays missing while it is asked for again, until it is there', async () => {
  const page = openPage()
  expect(screen.getByTestId('loading')).toBeTruthy()
  page.refuse(notFound)
  await screen.findByText('Nothing here')
  await page.askAgain()
  expect([heading(), screen.queryByTestId('loading')]).toEqual(['Nothing here', null])
  page.answer('Here it is')
  await screen.findByText('Here it is')
})

test('a failure stays with its button while it is tried again', async () => {
  const page = openPage()
  page.refuse(refused)
  const retry = await screen.findByRole('button')
  await page.askAgain()
  expect(screen.getByRole('button')).toBe(retry)
  expect(retry).toHaveProperty('disabled', true)
  page.refuse(refused)
  await waitFor(() => expect(retry).toHaveProperty('disabled', false))
})

test('another page does not begin with the failure of the one before', async () => {
  const page = openPage()
  page.refuse(notFound)
  await screen.findByText('Nothing here')
  page.show('two')
  expect([heading(), screen.queryByTestId('loading')?.tagName]).toEqual([undefined, 'DIV'])
  page.answer('The second page')
  await screen.findByText('The second page')
})
