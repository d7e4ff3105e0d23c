import { z } from 'zod'

/** What became of one item of a transfer. */
export type TransferOutcome =
  | { itemReference: string; kind: 'transferred'; transferId: string }
  | { itemReference: string; kind: 'failed'; because: string }

/** `decided` leaves out the items whose outcome the app does not know yet. `unknown`: nobody answered, all is open. */
export type TransferAnswer =
  | { kind: 'decided'; outcomes: readonly TransferOutcome[] }
  | { kind: 'refused'; because: string }
  | { kind: 'unknown' }

const Transfers = z.looseObject({
  transfers: z.array(
    z.looseObject({
      isSuccessful: z.boolean(),
      failureMessage: z.string().nullish(),
      failureReason: z.string().nullish(),
      paymentTransmissionItems: z.array(z.looseObject({ itemReference: z.string() })),
      transferId: z.string().nullish(),
    }),
  ),
})
const Refusal = z.array(z.looseObject({ message: z.string().nullish() }))

/** To be asked again: something is in the way now, or the same is being asked at this moment. */
const passing: ReadonlySet<number> = new Set([401, 408, 409, 425, 429])

/** What cannot be read is unknown, never a failure: the money may have moved. */
export function toTransferAnswer({
  status,
  body,
}: {
  status: number
  body: unknown
}): TransferAnswer {
  if (status === 200 || status === 201) return fromTransfers(Transfers.safeParse(body).data)
  if (status < 400 || status >= 500 || passing.has(status)) return { kind: 'unknown' }
  const because = Refusal.safeParse(body).data?.[0]?.message
  return { kind: 'refused', because: because ?? `the payment app answered ${status}` }
}

function fromTransfers(answer: z.output<typeof Transfers> | undefined): TransferAnswer {
  if (!answer) return { kind: 'unknown' }
  const outcomes = answer.transfers.flatMap((transfer): TransferOutcome[] => {
    const { isSuccessful, transferId, failureReason, failureMessage } = transfer
    const items = transfer.paymentTransmissionItems.map(({ itemReference }) => itemReference)
    if (isSuccessful && transferId) {
      return items.map((itemReference) => ({ itemReference, kind: 'transferred', transferId }))
    }
    if (isSuccessful || failureReason === 'outcome-unknown') return []
    const because = failureReason ?? failureMessage ?? 'no reason was given'
    return items.map((itemReference) => ({ itemReference, kind: 'failed', because }))
  })
  return { kind: 'decided', outcomes }
}
