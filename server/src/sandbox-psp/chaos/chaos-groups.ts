import type { ChaosSettings } from './chaos.ts'

type Name = keyof ChaosSettings
export type Setting = { name: Name; label: string; note: string }
export type Group = { title: string; settings: readonly Setting[] }

const setting = (name: Name, label: string, note: string): Setting => ({ name, label, note })

/** The settings as the panel shows them, in words. */
export const groups: readonly Group[] = [
  {
    title: 'Answers of the API',
    settings: [
      setting('offline', 'Offline', 'API, payment page, sheets and card fields answer 503.'),
      setting('fail_before_next', 'Fail before', 'So many calls answer 500 and do nothing.'),
      setting(
        'time_out_before_next',
        'Time out before',
        'So many calls do nothing and are never answered.',
      ),
      setting('lose_answer_next', 'Lose the answer', 'So many calls work, and nobody hears of it.'),
      setting('lose_answer_kind', 'How it is lost', 'Dropped, as HTTP 500, or never sent.'),
      setting('answer_delay_ms', 'Slow answers', 'Milliseconds after the effect.'),
    ],
  },
  {
    title: 'Payments',
    settings: [
      setting(
        'processing_ms',
        'Processing time',
        'Milliseconds until a pending payment is paid, or the review of a merchant ends.',
      ),
      setting(
        'pay_difference',
        'Over- or underpay',
        'The next payment delivers so many minor units more, or fewer with a minus.',
      ),
    ],
  },
  {
    title: 'Webhooks',
    settings: [
      setting('webhook_delay_ms', 'Delay', 'Milliseconds until the first try.'),
      setting('webhook_drop_next', 'Drop', 'So many events are never sent. Send them below.'),
      setting(
        'webhook_reorder',
        'Reorder',
        'Holds an event behind the next one of its charge or merchant, 5 s at most.',
      ),
      setting('webhook_duplicates', 'Duplicates', 'Extra copies with the same event id.'),
      setting('webhook_other_id', 'Other id', 'The same fact once more under another event id.'),
      setting('webhook_replay', 'Replay', 'The event before comes once more after the new one.'),
      setting('webhook_forge', 'Forge', 'Sends a copy with a wrong signature as well.'),
      setting('webhook_wrong_amount_next', 'Wrong amount', 'So many events tell another amount.'),
    ],
  },
  {
    title: 'Captures',
    settings: [
      setting('capture_mode', 'How they go', 'At once, or accepted first and taken later.'),
      setting('capture_ms', 'Pending for', 'Milliseconds until the end.'),
      setting(
        'capture_fail_next',
        'Refuse',
        'So many captures fail, as the authorisation has expired.',
      ),
    ],
  },
  {
    title: 'Refunds',
    settings: [
      setting(
        'refund_mode',
        'How they go',
        'At once, or pending first, which may fail. Or it bounces after it succeeded.',
      ),
      setting('refund_ms', 'Until the end', 'Milliseconds; half of them pending, half processing.'),
      setting('refund_refuse_next', 'Refuse', 'So many refunds are refused at once.'),
    ],
  },
  {
    title: 'Transfers',
    settings: [
      setting(
        'transfer_refuse_next',
        'Refuse',
        'So many transfers to merchants, or reversals, are refused.',
      ),
    ],
  },
  {
    title: 'Wallets',
    settings: [
      setting(
        'wallet_fail_next',
        'Fail to approve',
        'So many approvals in a sheet end in an error and authorise nothing.',
      ),
      setting(
        'sdk_offline',
        'Scripts offline',
        'The scripts of both wallets answer 503, so shops cannot show their buttons.',
      ),
    ],
  },
]

/** The choices of a setting that is neither a number nor a switch. */
export const choices: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  lose_answer_kind: { hang_up: 'Hang up', '500': 'HTTP 500', time_out: 'Time out' },
  capture_mode: { instant: 'At once', pending: 'Pending' },
  refund_mode: {
    instant: 'At once',
    pending: 'Pending',
    pending_then_fail: 'Fails',
    succeed_then_fail: 'Bounces',
  },
} satisfies {
  lose_answer_kind: Record<ChaosSettings['lose_answer_kind'], string>
  capture_mode: Record<ChaosSettings['capture_mode'], string>
  refund_mode: Record<ChaosSettings['refund_mode'], string>
}
