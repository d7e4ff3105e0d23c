import { expect, type Page } from '@playwright/test'

type Mode = 'test' | 'live'
type Standing = 'NEW' | 'CONNECTED' | 'DISCONNECTED' | 'none'

/** The catalogue of providers, and the form that connects one. */
export function createBackOfficeApps(page: Page) {
  const app = (provider: string) => page.getByTestId(`app-${provider}`)
  const connection = (provider: string, mode: Mode) =>
    app(provider).getByTestId(`connection-${mode}`)
  const form = page.getByTestId('configuration-form')
  const dialog = page.getByTestId('disconnect-dialog')
  const confirm = page.getByTestId('disconnect-confirm')
  return {
    page,
    app,
    connection,
    form,
    dialog,
    /** Presses the button that connects, edits or connects again. */
    edit: async (provider: string, mode: Mode): Promise<void> => {
      await connection(provider, mode).getByTestId('edit-connection').click()
      await expect(form).toBeVisible()
    },
    /** What is to be entered at the provider. */
    webhookAddress: async (provider: string, mode: Mode): Promise<string> => {
      const address = connection(provider, mode).getByTestId('webhook-url').locator('code')
      return (await address.textContent()) ?? ''
    },
    field: (name: string) => page.getByTestId(`field-${name}`),
    problem: (name: string) => page.getByTestId(`problem-${name}`),
    /** What the provider said of the credentials. */
    checkOutcome: page.getByTestId('check-outcome'),
    checkCredentials: () => page.getByTestId('check-credentials').click(),
    save: () => page.getByTestId('save-configuration').click(),
    outdated: page.getByTestId('outdated'),
    /** Asked when something unsaved would be left. */
    leaveDialog: page.getByTestId('leave-dialog'),
    stay: page.getByTestId('stay'),
    leave: page.getByTestId('leave'),
    question: (kind: 'payments-open' | 'merchants-connected') =>
      page.getByTestId(`question-${kind}`),
    confirm,
    cancel: page.getByTestId('disconnect-cancel'),
    openDisconnectDialog: async (provider: string, mode: Mode): Promise<void> => {
      await connection(provider, mode).getByTestId('disconnect').click()
      await expect(dialog).toBeVisible()
    },
    /** Passes once the connection stands like this. */
    shows: (provider: string, mode: Mode, standing: Standing) =>
      expect(connection(provider, mode).getByTestId('connection-status')).toHaveAttribute(
        'data-status',
        standing,
      ),
  }
}

export type BackOfficeApps = ReturnType<typeof createBackOfficeApps>
