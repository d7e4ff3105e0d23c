import type { Failure, FailureKind } from '../contract/failures.ts'
import type { InputOf, Operation, OutputOf, ParamsOf, QueryOf } from '../contract/operation.ts'
import type { Reader } from '../payments/reader.ts'
import type { Shopper } from '../payments/shopper.ts'
import type { Result } from '../result.ts'
import type { Anyone, RequestContext } from './request-context.ts'

type IdentityOf<O extends Operation> = {
  anyone: Anyone
  shopper: Shopper
  reader: Reader
  tenant: { tenant: string }
  operator: { tenant: string }
}[O['caller']]

/** One JSON:API resource; `related` becomes `relationships` and `included`. */
export type Resource<Attributes> = {
  id: string | null
  attributes: Attributes
  /** The resource type of the answer, where it is another than the request's. */
  type?: string
  related?: readonly { type: string; id: string; attributes: object }[]
}

export type AnswerOf<O extends Operation> = O extends { many: true }
  ? Resource<OutputOf<O>>[]
  : Resource<OutputOf<O>>

/** Failures that any operation may meet besides its own. */
export type CommonFailure = Extract<FailureKind, 'validation-failed' | 'access-token-invalid'>

export type Request<O extends Operation> = {
  input: InputOf<O>
  params: ParamsOf<O>
  query: QueryOf<O>
} & RequestContext<IdentityOf<O>>

export type Handler<O extends Operation> = (
  request: Request<O>,
) => Promise<
  Result<AnswerOf<O>, Failure<O['failures'][number] | CommonFailure>> & { replayed?: boolean }
>

/** One handler per operation: an operation in a contract without a handler does not compile. */
export type Handlers<Contract extends readonly Operation[]> = {
  [O in Contract[number] as O['id']]: Handler<O>
}
