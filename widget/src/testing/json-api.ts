import { HttpResponse } from 'msw'

const headers = { 'content-type': 'application/vnd.api+json' }

/** A JSON:API answer with one resource. */
export const resource = (
  type: string,
  attributes: object,
  { status = 200, replayed = false } = {},
) =>
  HttpResponse.json(
    { data: { type, id: null, attributes } },
    { status, headers: { ...headers, ...(replayed && { 'idempotent-replayed': 'true' }) } },
  )

/** A JSON:API answer with a list of resources. */
export const resources = (type: string, list: readonly object[]) =>
  HttpResponse.json(
    { data: list.map((attributes) => ({ type, id: null, attributes })) },
    { headers },
  )

/** A JSON:API error with a stable kind. */
export const refusal = (status: number, kind: string, more: Record<string, string> = {}) =>
  HttpResponse.json(
    { errors: [{ code: '0', status, detail: kind, meta: { kind } }] },
    { status, headers: { ...headers, ...more } },
  )
