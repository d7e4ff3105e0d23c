import { z } from 'zod'
import { captureModes, refundModes } from '../charges/movement.ts'

const countMax = 1000
const delayMaxMs = 120_000
const duplicatesMax = 20
const differenceMax = 99_999_999

const Count = z.int().min(0).max(countMax)
const DelayMs = z.int().min(0).max(delayMaxMs)

/** What the sandbox does wrong on purpose. The `…_next` counters run down by themselves. */
export const ChaosSettings = z.strictObject({
  webhook_delay_ms: DelayMs,
  webhook_duplicates: z.int().min(0).max(duplicatesMax),
  webhook_reorder: z.boolean(),
  webhook_drop_next: Count,
  webhook_forge: z.boolean(),
  webhook_wrong_amount_next: Count,
  webhook_other_id: z.boolean(),
  webhook_replay: z.boolean(),
  lose_answer_next: Count,
  lose_answer_kind: z.enum(['hang_up', '500', 'time_out']),
  fail_before_next: Count,
  time_out_before_next: Count,
  offline: z.boolean(),
  answer_delay_ms: DelayMs,
  processing_ms: DelayMs,
  pay_difference: z.int().min(-differenceMax).max(differenceMax),
  capture_mode: z.enum(captureModes),
  capture_ms: DelayMs,
  capture_fail_next: Count,
  refund_mode: z.enum(refundModes),
  refund_ms: DelayMs,
  refund_refuse_next: Count,
  transfer_refuse_next: Count,
  wallet_fail_next: Count,
  sdk_offline: z.boolean(),
})
export type ChaosSettings = z.infer<typeof ChaosSettings>

export const ChaosChanges = ChaosSettings.partial()
export type ChaosChanges = z.infer<typeof ChaosChanges>

/** The sandbox on its best behaviour. */
export const calm: ChaosSettings = {
  webhook_delay_ms: 0,
  webhook_duplicates: 0,
  webhook_reorder: false,
  webhook_drop_next: 0,
  webhook_forge: false,
  webhook_wrong_amount_next: 0,
  webhook_other_id: false,
  webhook_replay: false,
  lose_answer_next: 0,
  lose_answer_kind: 'hang_up',
  fail_before_next: 0,
  time_out_before_next: 0,
  offline: false,
  answer_delay_ms: 0,
  processing_ms: 2000,
  pay_difference: 0,
  capture_mode: 'instant',
  capture_ms: 2000,
  capture_fail_next: 0,
  refund_mode: 'instant',
  refund_ms: 2000,
  refund_refuse_next: 0,
  transfer_refuse_next: 0,
  wallet_fail_next: 0,
  sdk_offline: false,
}

export const chaosSettingNames = ChaosSettings.keyof().options
