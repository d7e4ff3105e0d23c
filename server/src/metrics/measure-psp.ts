import type { PspMerchants, PspTransfers } from '../psp/marketplace.ts'
import type { Mode, Psp, PspCustomers } from '../psp/psp.ts'
import type { PspConnection, PspKind } from '../psp/psp-kind.ts'

/** One question to a PSP, and what became of it, in the port's own words. `outcome` is `defect` where it threw. */
export type PspCall = {
  provider: string
  mode: Mode
  operation: string
  outcome: string
  seconds: number
}

/** What is asked over the network: everything that an ability promises. */
type Asking<Ability> = {
  [Name in keyof Ability as Ability[Name] extends (...given: never[]) => Promise<unknown>
    ? Name
    : never]: Ability[Name]
}

type Measure = <Answer extends { kind: string }>(
  operation: string,
  asked: () => Promise<Answer>,
) => Promise<Answer>

/** The same kind of PSP, whose every call is told once it is over. */
export const measurePsp = (kind: PspKind, onCall: (call: PspCall) => void): PspKind => ({
  ...kind,
  connect: (configuration) => {
    const connection = kind.connect(configuration)
    return measureConnection(connection, createMeasure(kind.name, connection.mode, onCall))
  },
})

const createMeasure =
  (provider: string, mode: Mode, onCall: (call: PspCall) => void): Measure =>
  async (operation, asked) => {
    const startedAt = performance.now()
    let outcome = 'defect'
    try {
      const answer = await asked()
      outcome = answer.kind
      return answer
    } finally {
      const seconds = (performance.now() - startedAt) / 1_000
      onCall({ provider, mode, operation, outcome, seconds })
    }
  }

function measureConnection(connection: PspConnection, measure: Measure): PspConnection {
  const { psp, customers, merchants, transfers } = connection
  return {
    ...connection,
    psp: { ...psp, ...ofPsp(psp, measure) },
    customers: customers && ofCustomers(customers, measure),
    merchants: merchants && ofMerchants(merchants, measure),
    transfers: transfers && ofTransfers(transfers, measure),
    check: () => measure('check', () => connection.check()),
  }
}

const ofPsp = (psp: Psp, measure: Measure): Asking<Psp> => ({
  initialise: (...given) => measure('initialise', () => psp.initialise(...given)),
  cancel: (...given) => measure('cancel', () => psp.cancel(...given)),
  capture: (...given) => measure('capture', () => psp.capture(...given)),
  update: (...given) => measure('update', () => psp.update(...given)),
  refund: (...given) => measure('refund', () => psp.refund(...given)),
  find: (...given) => measure('find', () => psp.find(...given)),
})

const ofCustomers = (customers: PspCustomers, measure: Measure): Asking<PspCustomers> => ({
  findCustomer: (...given) => measure('find-customer', () => customers.findCustomer(...given)),
})

const ofMerchants = (merchants: PspMerchants, measure: Measure): Asking<PspMerchants> => ({
  create: (...given) => measure('create-merchant', () => merchants.create(...given)),
  openOnboarding: (...given) =>
    measure('open-onboarding', () => merchants.openOnboarding(...given)),
  find: (...given) => measure('find-merchant', () => merchants.find(...given)),
})

const ofTransfers = (transfers: PspTransfers, measure: Measure): Asking<PspTransfers> => ({
  payOut: (...given) => measure('pay-out', () => transfers.payOut(...given)),
  reverse: (...given) => measure('reverse', () => transfers.reverse(...given)),
  find: (...given) => measure('find-transfer', () => transfers.find(...given)),
})
