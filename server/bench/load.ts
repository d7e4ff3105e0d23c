import { answerParent } from './child.ts'
import type { RoundResult } from './drive.ts'
import { type NotifyRound, notify } from './notify.ts'
import { type PayRound, pay } from './pay.ts'
import { type PullResult, type PullRound, pull } from './pull.ts'

/** The callers of the server, in a process of their own. */
export type LoadQuestions = {
  pay(round: PayRound): Promise<RoundResult>
  notify(round: NotifyRound): Promise<RoundResult>
  pull(round: PullRound): Promise<PullResult>
}

answerParent({ pay, notify, pull } satisfies LoadQuestions)
