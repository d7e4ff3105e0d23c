import type { AppStatus } from '../contract/app/configuration.ts'
import type { Mode } from '../psp/psp.ts'
import type { Configuration } from '../psp/psp-kind.ts'

/** Which of a tenant's providers, in which mode: test and live are two, side by side. */
export type ConnectionKey = { tenant: string; provider: string; mode: Mode }

/** One version of a connection's configuration. A version never changes; a change makes the next one. */
export type ConfigurationVersion = {
  version: number
  /** The provider's id of the account; null when the provider did not say. */
  accountId: string | null
  /** Without the secrets. */
  visible: Configuration
  /** The secrets, sealed; null where they were erased. */
  sealed: string | null
}

/** A provider that a tenant has connected, with its current configuration. */
export type Connection = ConnectionKey & {
  status: AppStatus
  current: ConfigurationVersion
}

/** The same provider in the same mode; of which tenant is known where connections are compared. */
export const isSameConnection = (
  one: Omit<ConnectionKey, 'tenant'>,
  other: Omit<ConnectionKey, 'tenant'>,
): boolean => one.provider === other.provider && one.mode === other.mode

/** A connection that takes new payments. */
export const isActive = ({ status }: Pick<Connection, 'status'>): boolean =>
  status !== 'DISCONNECTED'

/**
 * The mode of what shoppers are offered: test only until a live provider is connected for the first time. A shop that has
 * gone live and disconnects is closed, and does not sell for test money.
 */
export const modeForShoppers = (connections: readonly Pick<Connection, 'mode'>[]): Mode =>
  connections.some(({ mode }) => mode === 'live') ? 'live' : 'test'

/** What a secret is sealed together with: moved to another row it cannot be opened. */
export const sealContext = ({ tenant, provider, mode }: ConnectionKey, version: number): string =>
  `${tenant}/${provider}/${mode}/${version}`

/** The app's stable name in messages. A shop tells test from live by it. */
export const appIdentifier = ({ provider, mode }: Pick<Connection, 'provider' | 'mode'>): string =>
  mode === 'live' ? `tillway-${provider}` : `tillway-${provider}-test`
