import type { CustomerLookUp, PspCustomers } from '../psp.ts'
import { type SandboxSettings, toConnection } from './sandbox-connection.ts'
import { SandboxCustomer } from './sandbox-customer.ts'
import { findSandboxCharge } from './sandbox-find.ts'
import { callSandbox, errorCode, type SandboxConnection } from './sandbox-http.ts'

/** Tells who approved in the sheet of one of the sandbox's wallets. Throws when a credential is empty. */
export function createSandboxCustomers(
  credentials: { baseUrl: string; secretKey: string },
  settings: SandboxSettings,
): PspCustomers {
  const connection = toConnection(credentials, settings)
  return { findCustomer: (reference) => findCustomer(connection, reference) }
}

async function findCustomer(
  connection: SandboxConnection,
  reference: string,
): Promise<CustomerLookUp> {
  const found = await findSandboxCharge(connection, reference)
  if (found.kind === 'unknown') return found
  if (found.kind === 'not-found') return { kind: 'not-provided' }
  const path = `/v1/charges/${encodeURIComponent(found.charge.pspReference)}/customer`
  const answer = await callSandbox(connection, { method: 'GET', path })
  if (answer.kind !== 'answered') return { kind: 'unknown', because: answer.because }
  return answer.status === 200 ? read(answer.body) : explain(answer.status, answer.body)
}

function read(body: unknown): CustomerLookUp {
  const parsed = SandboxCustomer.safeParse(body)
  return parsed.success
    ? { kind: 'found', customer: parsed.data.customer }
    : { kind: 'unknown', because: 'unreadable' }
}

function explain(status: number, body: unknown): CustomerLookUp {
  const code = errorCode(body)
  if (code === 'no_customer') return { kind: 'not-provided' }
  if (code === 'not_approved') return { kind: 'not-approved' }
  return { kind: 'unknown', because: code ?? `http_${status}` }
}
