import type { Failure, FailureKind } from '../contract/failures.ts'
import type {
  HeadersOf,
  InputOf,
  Operation,
  OutputOf,
  ParamsOf,
  QueryOf,
} from '../contract/operation.ts'
import type { Result } from '../result.ts'
import type { IdentityOf, RequestContext } from './request-context.ts'

/** One JSON:API resource; `related` becomes `relationships` and `included`. */
export type Resource<Attributes> = {
  id: string | null
  attributes: Attributes
  /** The resource type of the answer, where it is another than the request's. */
  type?: string
  /** Where the answer to a success is not the operation's own status. */
  status?: 200 | 201
  related?: readonly { type: string; id: string; attributes: object }[]
}

export type AnswerOf<O extends Operation> = O extends { many: true }
  ? Resource<OutputOf<O>>[]
  : Resource<OutputOf<O>>

/** Failures that any operation may meet besides its own. */
export type CommonFailure = Extract<
  FailureKind,
  'validation-failed' | 'access-token-invalid' | 'rate-limited'
>

export type Request<O extends Operation> = {
  input: InputOf<O>
  params: ParamsOf<O>
  query: QueryOf<O>
  headers: HeadersOf<O>
} & RequestContext<IdentityOf<O['caller']>>

export type Handler<O extends Operation> = (
  request: Request<O>,
) => Promise<
  Result<AnswerOf<O>, Failure<O['failures'][number] | CommonFailure>> & { replayed?: boolean }
>

/** One handler per operation: an operation in a contract without a handler does not compile. */
export type Handlers<Contract extends readonly Operation[]> = {
  [O in Contract[number] as O['id']]: Handler<O>
}
