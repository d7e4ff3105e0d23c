import type { Logger } from 'pino'
import type { FailureKind } from '../contract/failures.ts'

/** What the surfaces share about one request, as the framework carries it. Handlers get plain values instead. */
export type AppEnv = {
  Variables: {
    context: { requestId: string; locale: string; log: Logger; refusal: FailureKind | null }
  }
}
