import { z } from 'zod'
import { modes } from '../psp.ts'

const webhookSecret = /^whsec_(?:[A-Za-z0-9+/]{4})+(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/

/** A field that is left blank in a form was not told. */
const Optional = z
  .string()
  .trim()
  .max(100)
  .optional()
  .transform((text) => text || undefined)

/** What a tenant tells to connect an account of the sandbox: the form is made from it. */
export const SandboxConfiguration = z
  .object({
    environment: z.enum(modes).meta({
      title: 'Environment',
      description: 'The mode of the account.',
      options: { test: 'Test', live: 'Live' },
      words: {
        de: {
          title: 'Umgebung',
          description: 'Der Modus des Kontos.',
          options: { test: 'Test', live: 'Live' },
        },
      },
    }),
    businessModel: z
      .enum(['direct', 'marketplace'])
      .default('direct')
      .meta({
        title: 'Business model',
        description: 'A marketplace shares what it captures with merchants.',
        options: { direct: 'Shop', marketplace: 'Marketplace' },
        words: {
          de: {
            title: 'Geschäftsmodell',
            description: 'Ein Marktplatz teilt, was er einzieht, mit Händlern.',
            options: { direct: 'Shop', marketplace: 'Marktplatz' },
          },
        },
      }),
    publishableKey: Optional.meta({
      title: 'Publishable key',
      description: 'For browsers, which show the name of your account with it: pk_…',
      words: {
        de: {
          title: 'Öffentlicher Schlüssel',
          description: 'Für Browser, die damit den Namen Ihres Kontos zeigen: pk_…',
        },
      },
    }),
    secretKey: z
      .string()
      .trim()
      .max(200)
      .regex(/^sk_(test|live)_\S+$/, {
        error: 'must begin with sk_test_ or sk_live_',
        // Else the other rule about this key would have its say as well.
        abort: true,
      })
      .meta({
        title: 'Secret key',
        description: 'From the developers page of the sandbox: sk_test_… or sk_live_…',
        writeOnly: true,
        words: {
          de: {
            title: 'Geheimer Schlüssel',
            description: 'Von der Entwicklerseite der Sandbox: sk_test_… oder sk_live_…',
          },
        },
      }),
    webhookSecret: z
      .string()
      .trim()
      .max(200)
      .regex(webhookSecret, 'must be whsec_ and base64, as the sandbox shows it')
      .meta({
        title: 'Webhook secret',
        description: 'With it the sandbox signs what it tells us: whsec_…',
        writeOnly: true,
        words: {
          de: {
            title: 'Webhook-Geheimnis',
            description: 'Damit unterschreibt die Sandbox, was sie uns meldet: whsec_…',
          },
        },
      }),
    paymentPageTitle: Optional.meta({
      title: 'Title of the payment page',
      description: 'Instead of the name of the account.',
      words: {
        de: {
          title: 'Titel der Bezahlseite',
          description: 'Statt des Namens des Kontos.',
        },
      },
    }),
  })
  .refine(({ environment, secretKey }) => secretKey.startsWith(`sk_${environment}_`), {
    path: ['secretKey'],
    error: 'is of the other environment',
  })
export type SandboxConfiguration = z.infer<typeof SandboxConfiguration>
