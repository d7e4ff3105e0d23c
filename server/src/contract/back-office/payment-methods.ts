import { z } from 'zod'
import { AppStatus } from '../app/configuration.ts'
import { NotOfferedReason, Placement, Strategy } from '../glue/payments.ts'
import { AmountMinor, CurrencyCode, operation } from '../operation.ts'
import { Mode } from './parts.ts'

const Provider = z.string().min(1).max(40)
const Names = z.record(z.string(), z.object({ name: z.string(), description: z.string() }))

/** What of a method a tenant can set. Null is everywhere, all, or no limit. */
const Settable = {
  placements: z.array(Placement),
  countries: z.array(z.string()).nullable(),
  currencies: z.array(CurrencyCode).nullable(),
  minimumAmount: AmountMinor.nullable().describe('In minor units of the cart’s currency.'),
  maximumAmount: AmountMinor.nullable().describe('In minor units of the cart’s currency.'),
  names: Names.describe('By language: `de`, `en`.'),
}

const MethodRow = z.object({
  method: z.string(),
  strategy: Strategy,
  isEnabled: z.boolean(),
  ...Settable,
  icons: z.array(z.string()),
  providerHas: z.object(Settable).describe('What it is by itself, before anything was set.'),
})
export type MethodRow = z.infer<typeof MethodRow>

const MethodGroup = z.object({
  provider: Provider,
  title: z.string(),
  mode: Mode,
  status: AppStatus,
  version: z.int(),
  isShown: z.boolean().describe('Shoppers are offered the methods of this mode.'),
  methods: z
    .array(MethodRow)
    .describe('In the order in which they are offered, those that are not enabled as well.'),
})
export type MethodGroup = z.infer<typeof MethodGroup>

const words = { en: { name: 'Card', description: '' }, de: { name: 'Karte', description: '' } }
const settable = {
  placements: ['checkout' as const],
  countries: null,
  currencies: ['EUR', 'CHF'],
  minimumAmount: null,
  maximumAmount: 100_000,
  names: words,
}

export const listMethodSettings = operation({
  id: 'listMethodSettings',
  method: 'get',
  path: '/back-office/api/payment-methods',
  tag: 'back office',
  summary: 'List the methods of each connection, in the order in which they are offered.',
  type: 'payment-method-lists',
  status: 200,
  caller: 'operator',
  output: z.object({ groups: z.array(MethodGroup) }),
  failures: [],
  examples: {
    output: {
      groups: [
        {
          provider: 'sandbox',
          title: 'Sandbox',
          mode: 'test',
          status: 'CONNECTED',
          version: 2,
          isShown: true,
          methods: [
            {
              method: 'card',
              strategy: 'hosted-payment-page',
              isEnabled: true,
              ...settable,
              icons: ['Visa'],
              providerHas: { ...settable, maximumAmount: null },
            },
          ],
        },
      ],
    },
  },
})

export const saveMethodSettings = operation({
  id: 'saveMethodSettings',
  method: 'post',
  path: '/back-office/api/payment-method-lists',
  tag: 'back office',
  summary: 'Set the methods of a connection: their order, and what each is limited to.',
  description:
    'The whole list is replaced, in the order that is sent. What a method does not say is as the provider has it. `version` is ' +
    'the one that the change was made from: a change of somebody else in between is not overwritten.',
  type: 'payment-method-lists',
  status: 201,
  caller: 'operator',
  input: z.strictObject({
    provider: Provider,
    mode: Mode,
    version: z.int().min(1),
    methods: z
      .array(z.record(z.string(), z.unknown()))
      .max(100)
      .describe('As `methods` of the configuration: POST /configure says what is in each.'),
  }),
  output: z.object({ provider: Provider, mode: Mode, version: z.int() }),
  failures: [
    'provider-unknown',
    'app-not-connected',
    'configuration-invalid',
    'configuration-changed',
  ],
  examples: {
    input: {
      provider: 'sandbox',
      mode: 'test',
      version: 2,
      methods: [
        { method: 'card', maximumAmount: 100_000 },
        { method: 'kite', isEnabled: false },
      ],
    },
    output: { provider: 'sandbox', mode: 'test', version: 3 },
  },
})

export const explainMethods = operation({
  id: 'explainMethods',
  method: 'get',
  path: '/back-office/api/method-explanations',
  tag: 'back office',
  summary: 'Say of each method whether a shopper is offered it, and else why not.',
  description: 'What is not given refuses nothing. Every reason that holds is named.',
  type: 'method-explanations',
  status: 200,
  caller: 'operator',
  query: z.object({
    amount: z.coerce.number().pipe(AmountMinor).optional().describe('Minor units.'),
    currency: CurrencyCode.optional(),
    country: z
      .string()
      .regex(/^[A-Z]{2}$/, 'must be an ISO 3166 country code such as DE')
      .optional()
      .describe('Of the billing address.'),
    placement: Placement.optional(),
  }),
  output: z.object({
    methods: z.array(
      z.object({
        provider: Provider,
        mode: Mode,
        method: z.string(),
        names: Names,
        isOffered: z.boolean(),
        reasons: z.array(NotOfferedReason),
        minimumAmount: AmountMinor.nullable(),
        maximumAmount: AmountMinor.nullable(),
        placements: z.array(Placement),
        countries: z.array(z.string()).nullable(),
        currencies: z.array(CurrencyCode).nullable(),
      }),
    ),
  }),
  failures: ['validation-failed'],
  examples: {
    output: {
      methods: [
        {
          provider: 'sandbox',
          mode: 'test',
          method: 'card',
          names: words,
          isOffered: false,
          reasons: ['amount-too-high'],
          minimumAmount: null,
          maximumAmount: 100_000,
          placements: ['checkout'],
          countries: null,
          currencies: null,
        },
      ],
    },
  },
})
