import type { ServerFailureKind, StartPaymentInput, StartPaymentOutput } from '../core/contract.ts'

type Quote = NonNullable<StartPaymentInput['quote']>

/** A cart that is to be priced: its total without shipping, where it goes, and how. */
export type RepriceRequest = {
  total: number
  shippingAddress: Quote['shippingAddress']
  /** The chosen shipping option, null when none is chosen yet. */
  idShipmentMethod: string | null
}

export type Repriced =
  | (Pick<StartPaymentOutput, 'amount' | 'shippingOptions'> & { idShipmentMethod: string | null })
  | { refused: ServerFailureKind }

/** Prices a cart for an address and a shipping option, as the shop would. */
export type Reprice = (request: RepriceRequest) => Repriced

const countries = ['AT', 'DE', 'IE', 'JP']
const shippingOptions = [
  { id: 'standard', name: 'Standard', amount: 490 },
  { id: 'fast', name: 'Fast', amount: 990 },
]

/** Ships to Germany, Austria, Ireland and Japan, slowly or fast; without an address there is nothing to ship. */
export const repriceByDefault: Reprice = ({ total, shippingAddress, idShipmentMethod }) => {
  if (!shippingAddress) return { amount: total, shippingOptions: [], idShipmentMethod: null }
  if (!countries.includes(shippingAddress.iso2Code)) return { refused: 'address-not-served' }
  const [first] = shippingOptions
  const chosen = shippingOptions.find(({ id }) => id === (idShipmentMethod ?? first?.id))
  if (!chosen) return { refused: 'shipment-not-offered' }
  return { amount: total + chosen.amount, shippingOptions, idShipmentMethod: chosen.id }
}
