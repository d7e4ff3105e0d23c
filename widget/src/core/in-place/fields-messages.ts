import type { FieldsResult } from '../card-fields.ts'

/** What the page tells the provider's frame. */
export type ToFields =
  | { type: 'pay'; id: string; clientSecret: string }
  | { type: 'focus' }
  | { type: 'appearance'; values: Readonly<Record<string, string>> }

/** What the provider's frame tells the page. */
export type FromFields =
  | { type: 'ready' }
  | { type: 'resize'; height: number }
  | { type: 'change'; isComplete: boolean }
  | { type: 'challenge'; isOpen: boolean }
  | { type: 'result'; id: string; result: FieldsResult }

/** True for messages of the frame's own protocol; a page may get any others. */
export const isFromFields = (message: unknown): message is FromFields =>
  Reflect.get(Object(message), 'tillwayFields') === 1
