import type { Product } from './product.ts'

/** Everything that Lumen & Oak sells: one product has a single piece left, one is sold out, one has a very long name. */
export const lumenOakGoods: readonly Product[] = [
  {
    sku: 'fjord',
    name: 'Desk lamp “Fjord”',
    variant: 'Spruce green',
    description:
      'A steady lamp for a quiet desk: powder-coated steel, a warm cone of light, one good switch.',
    priceMinor: 14900,
    initialStock: 40,
  },
  {
    sku: 'amber',
    name: 'Pendant “Amber”',
    variant: 'Blown glass',
    description:
      'Mouth-blown in one piece, so that no two are alike. It glows even before you switch it on.',
    priceMinor: 9500,
    initialStock: 40,
  },
  {
    sku: 'halo',
    name: 'Floor lamp “Halo”',
    variant: 'Brass ring',
    description:
      'A ring of light on a slender stem. It reads over your shoulder without getting in the way.',
    priceMinor: 32900,
    initialStock: 12,
  },
  {
    sku: 'tove',
    name: 'Side table “Tove”',
    variant: 'Oak and linoleum',
    description: 'Room for a cup, a book and a lamp. Its legs are turned from one beam of oak.',
    priceMinor: 24900,
    initialStock: 15,
  },
  {
    sku: 'lykke',
    name: 'Table lamp “Lykke”',
    variant: 'Paper and oak',
    description: 'Folded paper around an oak foot: the light of a long evening in a small room.',
    priceMinor: 7900,
    initialStock: 60,
  },
  {
    sku: 'birk',
    name: 'Stool “Birk”',
    variant: 'Solid oak',
    description: 'Three legs never wobble. Sit on it, stand on it, put a plant on it.',
    priceMinor: 16900,
    initialStock: 25,
  },
  {
    sku: 'luna',
    name: 'Table lamp “Luna”',
    variant: 'Opal glass',
    description: 'A small moon on an oak plinth. The last piece of its series.',
    priceMinor: 18900,
    initialStock: 1,
  },
  {
    sku: 'nord',
    name: 'Wall light “Nord”',
    variant: 'Matt black',
    description: 'Two swivelling cones on one arm, for the side of a bed or the end of a shelf.',
    priceMinor: 11900,
    initialStock: 30,
  },
  {
    sku: 'eik',
    name: 'Serving board “Eik”',
    variant: 'Oiled oak',
    description: 'Cut along the grain and oiled by hand. It gets better with every loaf.',
    priceMinor: 4900,
    initialStock: 80,
  },
  {
    sku: 'skog',
    name: 'Coat rack “Skog”',
    variant: 'Oak, five pegs',
    description: 'A small forest for the hall: five turned pegs on one rail, fixings included.',
    priceMinor: 12900,
    initialStock: 20,
  },
  {
    sku: 'donau',
    name: 'Höhenverstellbare Schreibtischleuchte „Donaudampfschifffahrtsgesellschaft“ mit Schwenkarm',
    variant: 'Messing gebürstet',
    description: 'An architect’s lamp with two brass joints and a name as long as its arm.',
    priceMinor: 27950,
    initialStock: 8,
  },
  {
    sku: 'ask',
    name: 'Bookends “Ask”',
    variant: 'Oak, a pair',
    description:
      'Two quarter circles that hold a shelf together. The next ones leave the workshop in spring.',
    priceMinor: 5900,
    initialStock: 0,
  },
]
