import { confirmations, type Failure, failures } from '../../contract/failures.ts'
import type { Resource } from '../handlers.ts'

type Rendered = {
  type: string
  id: string | null
  attributes: object
  relationships?: object
  links: object
}

/** A JSON:API document with one resource or a list, and what is related to it. */
export function toDocument(
  answer: Resource<object> | Resource<object>[],
  type: string,
  self: string,
): object {
  const resources = Array.isArray(answer) ? answer : [answer]
  const included = resources.flatMap((resource) => resource.related ?? [])
  const data = resources.map((resource) => render(resource, resource.type ?? type, self))
  return {
    data: Array.isArray(answer) ? data : data[0],
    ...(included.length > 0 ? { included } : {}),
    ...(Array.isArray(answer) ? { links: { self } } : {}),
  }
}

function render(resource: Resource<object>, type: string, self: string): Rendered {
  const related = Object.groupBy(resource.related ?? [], (one) => one.type)
  const relationships = Object.fromEntries(
    Object.entries(related).map(([name, many]) => [
      name,
      { data: (many ?? []).map(({ type, id }) => ({ type, id })) },
    ]),
  )
  return {
    type,
    id: resource.id,
    attributes: resource.attributes,
    ...(resource.related ? { relationships } : {}),
    links: { self },
  }
}

/**
 * Failures as JSON:API errors, one for each field that is wrong; `meta.kind` is the name that clients branch on without a table
 * of codes, and `meta.confirm` the labels of a failure that is a question.
 */
export const toErrors = (all: readonly Failure[]): { errors: object[] } => ({
  errors: all.flatMap(({ fields = [], ...failure }) =>
    fields.length > 0 ? fields.map((field) => toFieldError(failure, field)) : [toError(failure)],
  ),
})

const toError = ({ kind, detail, source, transactionId }: Failure): object => ({
  code: failures[kind].code,
  status: failures[kind].status,
  detail: detail ?? failures[kind].detail,
  ...(source ? { source } : {}),
  meta: {
    kind,
    ...(transactionId ? { transactionId } : {}),
    ...(confirmations[kind] ? { confirm: confirmations[kind] } : {}),
  },
})

const toFieldError = (failure: Failure, { field, message }: { field: string; message: string }) =>
  toError({
    ...failure,
    detail: `${field} => ${message}`,
    source: { pointer: `/data/attributes/configuration/${field.replaceAll('.', '/')}` },
  })
