import { z } from 'zod'
import { AmountMinor, CurrencyCode, operation } from '../operation.ts'

/** Who sells a product at a marketplace. */
export const MerchantRef = z.object({ merchantReference: z.string(), name: z.string() })

const ProductView = z.object({
  sku: z.string(),
  name: z.string(),
  variant: z.string().describe('Colour or material, for display beside the name.'),
  description: z.string(),
  price: AmountMinor,
  currency: CurrencyCode,
  imageUrl: z.string(),
  isAvailable: z.boolean(),
  quantityLeft: z.int(),
  merchant: MerchantRef.nullable().describe('Who sells it; null when the shop itself does.'),
})
export type ProductView = z.infer<typeof ProductView>

const productExample: ProductView = {
  sku: 'fjord',
  name: 'Desk lamp “Fjord”',
  variant: 'Spruce green',
  description: 'A steady lamp for a quiet desk.',
  price: 14900,
  currency: 'EUR',
  imageUrl: '/catalogue/fjord.svg',
  isAvailable: true,
  quantityLeft: 40,
  merchant: null,
}

export const searchCatalogue = operation({
  id: 'searchCatalogue',
  method: 'get',
  path: '/catalog-search',
  tag: 'shop',
  summary: 'Search the catalogue; without `q`, all of it.',
  type: 'catalog-search',
  status: 200,
  caller: 'anyone',
  query: z.object({ q: z.string().max(200).optional() }),
  output: z.object({
    abstractProducts: z.array(
      z.object({
        abstractSku: z.string(),
        abstractName: z.string(),
        price: AmountMinor,
        currency: CurrencyCode,
        images: z.array(z.object({ externalUrlSmall: z.string(), externalUrlLarge: z.string() })),
        product: ProductView,
      }),
    ),
    pagination: z.object({ numFound: z.int() }),
  }),
  failures: [],
  examples: {
    output: {
      abstractProducts: [
        {
          abstractSku: 'fjord',
          abstractName: 'Desk lamp “Fjord”',
          price: 14900,
          currency: 'EUR',
          images: [
            { externalUrlSmall: '/catalogue/fjord.svg', externalUrlLarge: '/catalogue/fjord.svg' },
          ],
          product: productExample,
        },
      ],
      pagination: { numFound: 1 },
    },
  },
})

export const getProduct = operation({
  id: 'getProduct',
  method: 'get',
  path: '/concrete-products/{sku}',
  tag: 'shop',
  summary: 'Read one product.',
  type: 'concrete-products',
  status: 200,
  caller: 'anyone',
  params: z.object({ sku: z.string().min(1).max(80) }),
  output: ProductView,
  failures: ['product-not-found'],
  examples: { output: productExample },
})

export const createAccessToken = operation({
  id: 'createAccessToken',
  method: 'post',
  path: '/access-tokens',
  tag: 'shop',
  summary: 'Sign a customer in.',
  description:
    'With X-Anonymous-Customer-Unique-Id, the items of the guest cart move into the cart of the customer.',
  type: 'access-tokens',
  status: 201,
  caller: 'anyone',
  input: z.object({ username: z.string().min(1).max(200), password: z.string().min(1).max(200) }),
  output: z.object({ tokenType: z.literal('Bearer'), expiresIn: z.int(), accessToken: z.string() }),
  failures: ['credentials-invalid'],
  examples: {
    input: { username: 'ada@example.org', password: 'change123' },
    output: {
      tokenType: 'Bearer',
      expiresIn: 28800,
      accessToken: 'eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJERS0tMSJ9.c2ln',
    },
  },
})
