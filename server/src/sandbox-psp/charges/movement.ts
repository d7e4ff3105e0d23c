import { z } from 'zod'

export const movementKinds = ['capture', 'refund'] as const
export type MovementKind = (typeof movementKinds)[number]

/** Money that was taken of a charge or given back. `key` is null when a person did it in the dashboard, or the bank. */
export const Movement = z.object({
  id: z.string(),
  kind: z.enum(movementKinds),
  key: z.string().nullable(),
  amount: z.int(),
  status: z.enum(['pending', 'processing', 'succeeded', 'failed']),
  failure_code: z.string().nullable(),
  created: z.string(),
})
export type Movement = z.infer<typeof Movement>

/** Why the bank refuses to move money. A refusal at once is the code of the answer. */
export const Refusal = z.enum(['authorization_expired', 'refund_refused'])
export type Refusal = z.infer<typeof Refusal>

export const captureModes = ['instant', 'pending'] as const
export const refundModes = ['instant', 'pending', 'pending_then_fail', 'succeed_then_fail'] as const

/** What a movement is at once, what becomes of it in equal steps, and why it fails if it does. */
export type Course = {
  first: Movement['status']
  later: readonly Exclude<Movement['status'], 'pending'>[]
  failure_code: Refusal | 'bank_rejected' | 'account_closed' | null
}

type Courses = {
  calm: Readonly<Record<string, Course>>
  /** While the counter of the chaos settings runs. */
  refused: Readonly<Record<string, Course>>
}

const instant: Course = { first: 'succeeded', later: [], failure_code: null }

const captureCourses = {
  calm: { instant, pending: { first: 'pending', later: ['succeeded'], failure_code: null } },
  refused: {
    instant: { first: 'failed', later: [], failure_code: 'authorization_expired' },
    pending: { first: 'pending', later: ['failed'], failure_code: 'authorization_expired' },
  },
} as const satisfies Record<keyof Courses, Record<(typeof captureModes)[number], Course>>

const refundRefused: Course = { first: 'failed', later: [], failure_code: 'refund_refused' }

const refundCourses = {
  calm: {
    instant,
    pending: { first: 'pending', later: ['processing', 'succeeded'], failure_code: null },
    pending_then_fail: {
      first: 'pending',
      later: ['processing', 'failed'],
      failure_code: 'bank_rejected',
    },
    succeed_then_fail: { first: 'succeeded', later: ['failed'], failure_code: 'account_closed' },
  },
  refused: {
    instant: refundRefused,
    pending: refundRefused,
    pending_then_fail: refundRefused,
    succeed_then_fail: refundRefused,
  },
} as const satisfies Record<keyof Courses, Record<(typeof refundModes)[number], Course>>

/** The course of each mode that the chaos settings know. */
export const courses: Readonly<Record<MovementKind, Courses>> = {
  capture: captureCourses,
  refund: refundCourses,
}

/** A movement on the wire. */
export const toMovementBody = ({ id, key, amount, status, failure_code, created }: Movement) => ({
  id,
  key,
  amount,
  status,
  failure_code,
  created: new Date(created).toISOString(),
})
