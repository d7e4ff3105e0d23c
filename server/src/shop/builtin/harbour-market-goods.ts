import type { Merchant, Product } from './product.ts'

const oakWorkshop = 'MER000001'
const harbourLamps = 'MER000002'

export const harbourMarketMerchants: readonly Merchant[] = [
  { merchantReference: oakWorkshop, name: 'Oak Workshop' },
  { merchantReference: harbourLamps, name: 'Harbour Lamps' },
]

/** Everything at Harbour Market: the goods of its two merchants, and one of its own. */
export const harbourMarketGoods: readonly Product[] = [
  {
    sku: 'pharos',
    name: 'Table lamp “Pharos”',
    variant: 'Enamelled steel',
    description: 'A small lighthouse for a big table: the light comes from the top and goes round.',
    priceMinor: 11900,
    initialStock: 40,
    merchantReference: harbourLamps,
  },
  {
    sku: 'kai',
    name: 'Bench “Kai”',
    variant: 'Smoked oak',
    description: 'Two planks and two trestles, as on every quay. It stays outside if it must.',
    priceMinor: 28900,
    initialStock: 20,
    merchantReference: oakWorkshop,
  },
  {
    sku: 'boje',
    name: 'Floor light “Boje”',
    variant: 'Signal red',
    description: 'It sways when you touch it and comes to rest upright, like any good buoy.',
    priceMinor: 16900,
    initialStock: 25,
    merchantReference: harbourLamps,
  },
  {
    sku: 'spant',
    name: 'Shelf “Spant”',
    variant: 'Oak, three boards',
    description: 'Three boards between two bent frames, joined as the ribs of a boat are.',
    priceMinor: 23900,
    initialStock: 15,
    merchantReference: oakWorkshop,
  },
  {
    sku: 'anker',
    name: 'Lantern “Anker”',
    variant: 'Brass and glass',
    description: 'For one thick candle or one warm bulb. The handle stays cool, the glass clean.',
    priceMinor: 7900,
    initialStock: 60,
    merchantReference: harbourLamps,
  },
  {
    sku: 'tau',
    name: 'Tote bag “Tau”',
    variant: 'Sailcloth, rope handles',
    description: 'Sewn of old sails, no two alike. The market sells it itself.',
    priceMinor: 3900,
    initialStock: 80,
  },
]
