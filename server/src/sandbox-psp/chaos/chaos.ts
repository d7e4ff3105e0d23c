import { z } from 'zod'

const countMax = 1000
const delayMaxMs = 120_000
const duplicatesMax = 20

const Count = z.int().min(0).max(countMax)
const DelayMs = z.int().min(0).max(delayMaxMs)

/** What the sandbox does wrong on purpose. The `…_next` counters run down by themselves. */
export const ChaosSettings = z.strictObject({
  webhook_delay_ms: DelayMs,
  webhook_duplicates: z.int().min(0).max(duplicatesMax),
  webhook_reorder: z.boolean(),
  webhook_drop_next: Count,
  webhook_forge: z.boolean(),
  lose_answer_next: Count,
  lose_answer_kind: z.enum(['hang_up', '500']),
  fail_before_next: Count,
  offline: z.boolean(),
  answer_delay_ms: DelayMs,
  processing_ms: DelayMs,
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
  lose_answer_next: 0,
  lose_answer_kind: 'hang_up',
  fail_before_next: 0,
  offline: false,
  answer_delay_ms: 0,
  processing_ms: 2000,
  wallet_fail_next: 0,
  sdk_offline: false,
}

export const chaosSettingNames = ChaosSettings.keyof().options
