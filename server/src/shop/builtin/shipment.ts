import { currency } from './catalogue.ts'

/** How an order travels. The price is in cents and includes tax. */
export type ShipmentMethod = {
  id: string
  name: string
  carrierName: string
  price: number
  currency: string
}

/** Where the shop is, and where a cart goes until somebody says otherwise. */
const homeCountry = 'DE'

/** How a cart travels until somebody chooses, also when a wallet pays before anybody could. */
export const defaultShipmentId = '1'

const atHome: readonly ShipmentMethod[] = [
  { id: '1', name: 'Standard', carrierName: 'DHL', price: 490, currency },
  { id: '2', name: 'Express', carrierName: 'DHL Express', price: 990, currency },
]

const abroad: readonly ShipmentMethod[] = [
  { id: '1', name: 'Standard', carrierName: 'DHL', price: 990, currency },
  { id: '2', name: 'Express', carrierName: 'DHL Express', price: 1990, currency },
]

const servedAbroad = new Set('AT BE CH DK ES FR IE IT LU NL PL SE'.split(' '))

/** What is offered to this country; nothing means that the shop does not ship there. */
export function shipmentMethodsTo(country: string | null): readonly ShipmentMethod[] {
  if (country === null || country === homeCountry) return atHome
  return servedAbroad.has(country) ? abroad : []
}

export const findShipmentMethod = (
  id: string | null,
  country: string | null,
): ShipmentMethod | null => shipmentMethodsTo(country).find((method) => method.id === id) ?? null
