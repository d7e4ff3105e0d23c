import type { Parameter } from './document.ts'

/** Headers that many operations take. */
export const parameters = {
  idempotencyKey: {
    name: 'Idempotency-Key',
    in: 'header',
    description:
      'Your own name for this request, 1 to 255 visible ASCII characters. Repeating it answers the first answer again.',
    schema: { type: 'string', minLength: 1, maxLength: 255 },
  },
  acceptLanguage: {
    name: 'Accept-Language',
    in: 'header',
    description: 'The language of names and of the payment page.',
    schema: { type: 'string' },
  },
  tenant: {
    name: 'X-Tenant-Identifier',
    in: 'header',
    description: 'The tenant that is meant. The tenant of this installation when absent.',
    schema: { type: 'string' },
  },
  ownTenant: {
    name: 'X-Tenant-Identifier',
    in: 'header',
    required: true,
    description: 'The tenant of the token. Older shops may send X-Store-Reference instead.',
    schema: { type: 'string' },
  },
} as const satisfies Record<string, Parameter>

export type ParameterName = keyof typeof parameters
