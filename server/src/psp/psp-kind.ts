import type { z } from 'zod'
import type { MethodTraits } from '../tenants/payment-method.ts'
import type { PspMerchants, PspTransfers } from './marketplace.ts'
import type { Mode, Psp, PspCustomers } from './psp.ts'

/** A tenant's configuration of a PSP, its secrets among them, as the PSP's own schema has it. */
export type Configuration = Readonly<Record<string, unknown>>

/** What a PSP says to a tenant's credentials. `field` is a key of the configuration. */
export type CredentialCheck =
  | { kind: 'accepted'; account: { id: string; name: string } }
  | { kind: 'refused'; problems: readonly { field: string; message: string }[] }
  | { kind: 'unknown'; because: string }

/** A PSP as one configuration reaches it, with the abilities that it has. */
export type PspConnection = {
  mode: Mode
  psp: Psp
  customers: PspCustomers | null
  /** Null where the PSP, or this configuration of it, is not for marketplaces. */
  merchants: PspMerchants | null
  transfers: PspTransfers | null
  /** Every method that this configuration can offer, in the PSP's own order. */
  methods: readonly MethodTraits[]
  /** Asks the PSP whose credentials these are. Changes nothing there. */
  check(): Promise<CredentialCheck>
}

/**
 * A kind of PSP that tenants can connect. The form for its configuration is made from `schema`: each field's meta has a `title`
 * and may have a `description`; secrets carry `writeOnly: true`; `words` hold other languages.
 */
export type PspKind = {
  /** The provider's key, in lower case. */
  name: string
  /** For people. */
  title: string
  schema: z.ZodObject
  /** Throws on a configuration that the schema refuses: what is stored was parsed before. */
  connect(configuration: Configuration): PspConnection
}
