import { z } from 'zod'
import { operation } from '../operation.ts'
import { Mode } from './parts.ts'

export const readSession = operation({
  id: 'readSession',
  method: 'get',
  path: '/back-office/api/session',
  tag: 'back office',
  summary: 'Say whom this operator token serves.',
  description: 'For the sign-in page: a token that is answered here is good for everything else.',
  type: 'back-office-sessions',
  status: 200,
  caller: 'operator',
  output: z.object({
    tenant: z.string(),
    merchantName: z.string(),
    mode: Mode.describe('test in a demo, where no money is real.'),
    isDemo: z.boolean(),
    hasOrders: z
      .boolean()
      .describe('The built-in shop is here, and with it orders and their processes.'),
    hasMarketplace: z.boolean().describe('Merchants and transfers can be looked at.'),
    links: z.array(
      z.object({
        rel: z.enum(['storefront', 'sandbox-panel', 'api-docs']),
        href: z.string(),
      }),
    ),
  }),
  failures: [],
  examples: {
    output: {
      tenant: 'demo',
      merchantName: 'Nordlicht',
      mode: 'test',
      isDemo: true,
      hasOrders: true,
      hasMarketplace: true,
      links: [
        { rel: 'storefront', href: 'http://localhost:4000/' },
        { rel: 'sandbox-panel', href: 'http://localhost:4001/chaos' },
        { rel: 'api-docs', href: 'http://localhost:4000/docs' },
      ],
    },
  },
})
