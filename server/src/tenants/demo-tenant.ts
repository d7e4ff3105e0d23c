import type { Tenant } from './tenant.ts'

/** The demo's shop: one card on the sandbox PSP's own page. */
export const demoTenant = (id: string): Tenant => ({
  id,
  merchantName: 'Lumen & Oak',
  methods: [
    {
      provider: 'sandbox',
      method: 'card',
      mode: 'test',
      strategy: 'hosted-payment-page',
      priority: 1,
      names: {
        en: {
          name: 'Card on a secure page',
          description: 'You will be taken to the payment provider and come back here.',
        },
        de: {
          name: 'Karte auf einer sicheren Seite',
          description: 'Sie werden zum Zahlungsanbieter geleitet und kommen hierher zurück.',
        },
      },
      icons: ['Visa', 'Mastercard', 'Amex'],
    },
  ],
})
