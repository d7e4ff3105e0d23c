/** What goes wrong with a call: it never arrived, its answer was lost before or after the effect, or the PSP said no. */
export type Trouble = 'not-sent' | 'lost-before' | 'lost-after' | 'refused'

type Unanswered =
  | { kind: 'not-sent'; because: string }
  | { kind: 'unknown'; because: 'timeout' | 'connection' }

/** What goes wrong with the next call that would have an effect, whichever it is. */
export type FakeTrouble = {
  next(trouble: Trouble): void
  ask<Answer>(effect: () => Answer, refused: Answer): Answer | Unanswered
}

export function createFakeTrouble(): FakeTrouble {
  let trouble: Trouble | null = null
  return {
    next: (next) => {
      trouble = next
    },
    ask: (effect, refused) => {
      const current = trouble
      trouble = null
      if (current === 'not-sent') return { kind: 'not-sent', because: 'ECONNREFUSED' }
      if (current === 'lost-before') return { kind: 'unknown', because: 'timeout' }
      if (current === 'refused') return refused
      const answer = effect()
      return current === 'lost-after' ? { kind: 'unknown', because: 'connection' } : answer
    },
  }
}
