import type { PspKind } from '../psp-kind.ts'
import { checkSandboxAccount } from './sandbox-account.ts'
import { SandboxConfiguration } from './sandbox-configuration.ts'
import { type SandboxSettings, toConnection } from './sandbox-connection.ts'
import { createSandboxCustomers } from './sandbox-customers.ts'
import { createSandboxMerchants } from './sandbox-merchants.ts'
import { sandboxMethods } from './sandbox-methods.ts'
import { createSandboxAdapter } from './sandbox-psp.ts'
import { createSandboxTransfers } from './sandbox-transfers.ts'

/** The sandbox PSP at one address, as tenants connect their accounts there. */
export const createSandboxKind = ({
  baseUrl,
  ...settings
}: SandboxSettings & { baseUrl: string }): PspKind => ({
  name: 'sandbox',
  title: 'Sandbox',
  schema: SandboxConfiguration,
  connect: (configuration) => {
    const parsed = SandboxConfiguration.parse(configuration)
    const { environment: mode, secretKey, webhookSecret, publishableKey } = parsed
    const credentials = { baseUrl, secretKey }
    const connection = toConnection(credentials, settings)
    const isMarketplace = parsed.businessModel === 'marketplace'
    return {
      mode,
      psp: createSandboxAdapter(
        {
          ...credentials,
          mode,
          webhookSecrets: [webhookSecret],
          paymentPageTitle: parsed.paymentPageTitle,
        },
        settings,
      ),
      customers: createSandboxCustomers(credentials, settings),
      merchants: isMarketplace ? createSandboxMerchants(credentials, settings) : null,
      transfers: isMarketplace ? createSandboxTransfers(credentials, settings) : null,
      methods: sandboxMethods(connection.baseUrl, publishableKey),
      check: () => checkSandboxAccount(connection, parsed),
    }
  },
})
