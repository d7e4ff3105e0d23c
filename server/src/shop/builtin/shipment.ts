import { currency } from './catalogue.ts'

/** How an order travels. The price is in cents and includes tax. */
export type ShipmentMethod = {
  id: string
  name: string
  carrierName: string
  price: number
  currency: string
}

export const shipmentMethods: readonly ShipmentMethod[] = [
  { id: '1', name: 'Standard', carrierName: 'DHL', price: 490, currency },
  { id: '2', name: 'Express', carrierName: 'DHL Express', price: 990, currency },
]

export const findShipmentMethod = (id: string | null): ShipmentMethod | null =>
  shipmentMethods.find((method) => method.id === id) ?? null
