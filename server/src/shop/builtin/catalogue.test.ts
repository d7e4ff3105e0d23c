import { readdir, readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { findSeller, harbourMarket, lumenOak, searchProducts } from './catalogue.ts'
import { picturesFolder } from './pictures.ts'

const catalogue = [...lumenOak.products, ...harbourMarket.products]

test('every product has a picture of its own, and every picture a product', async () => {
  const pictures = (await readdir(picturesFolder)).sort()
  expect(pictures).toEqual(catalogue.map(({ sku }) => `${sku}.svg`).sort())
})

test('no picture runs a script or loads anything', async () => {
  for (const { sku } of catalogue) {
    const svg = await readFile(new URL(`${sku}.svg`, picturesFolder), 'utf8')
    expect(svg).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" viewBox="0 0 400 400"/)
    expect(svg).not.toMatch(/<script|href|url\(|\son\w+=/)
  }
})

test.each([
  ['FJORD', ['fjord']],
  ['oak table', ['tove', 'lykke', 'luna']],
  ['hohenverstellbare', ['donau']],
  ['a product that nobody makes', []],
])('searching for "%s" finds %j', (words, skus) => {
  expect(searchProducts(lumenOak, words).map(({ sku }) => sku)).toEqual(skus)
})

test('searching for nothing finds everything', () => {
  expect(searchProducts(lumenOak, '  ')).toHaveLength(lumenOak.products.length)
})

test('no two shops sell a product under the same SKU', () => {
  expect(new Set(catalogue.map(({ sku }) => sku)).size).toBe(catalogue.length)
})

test('at the marketplace, goods are found by who sells them', () => {
  const found = searchProducts(harbourMarket, 'harbour lamps')
  expect(found.map(({ sku }) => sku)).toEqual(['pharos', 'boje', 'anker'])
  expect(found.map(findSeller)).toEqual(
    found.map(() => ({ merchantReference: 'MER000002', name: 'Harbour Lamps' })),
  )
})
