import { html } from 'hono/html'
import type {
  OpenApi,
  OpenApiOperation,
  OpenApiResponse,
  Parameter,
} from '../../contract/openapi/document.ts'
import type { Example } from '../../contract/openapi/schemas.ts'
import { type AttributeRow, attributeRows } from './attribute-rows.ts'
import { curlOf, type Described, parametersOf } from './curl.ts'
import { codeBlock, type Html, table } from './elements.ts'

/** Everything about one operation: who may call it, what it takes, what it answers, and what can go wrong. */
export function operationSection(
  openApi: OpenApi,
  described: Described,
  aliases: readonly string[],
): Html {
  const { path, method, operation } = described
  const { operationId, summary, description, responses } = operation
  const answer = Object.entries(responses).find(([status]) => Number(status) < 400)
  return html`<section class="operation prose" id="${operationId}">
    <h3><a class="title" href="#${operationId}">${summary}</a></h3>
    <p class="path"><span class="method">${method.toUpperCase()}</span> <code>${path}</code></p>
    ${aliases.map((alias) => html`<p class="note">Shops also call it <code>${alias}</code>.</p>`)}
    ${description ? html`<p>${description}</p>` : ''}
    <p class="note">${callersOf(operation)}</p>
    ${parameterTable(parametersOf(openApi, operation))}
    ${requestTable(openApi, operation)}
    <h4>Example</h4>
    ${codeBlock(curlOf(openApi, described))}
    ${answer ? answerPart(openApi, answer) : ''}
    ${failureTable(openApi, responses)}
  </section>`
}

const callerWords: Record<string, string> = {
  shopperToken: 'a customer with an access token',
  guestId: 'a guest with the own id',
  readToken: 'the holder of a read token for this payment',
  appToken: 'the shop’s backend with the token of its tenant',
}

function callersOf({ security }: OpenApiOperation): string {
  if (security.some((choice) => Object.keys(choice).length === 0)) return 'Anyone may call it.'
  const names = security.flatMap((choice) => Object.keys(choice))
  return `It may be called by ${names.map((name) => callerWords[name] ?? name).join(', or ')}.`
}

function parameterTable(parameters: readonly Parameter[]): Html | '' {
  if (parameters.length === 0) return ''
  return html`<h4>Parameters</h4>
    ${table(
      ['name', 'where', 'needed', 'what it is'],
      parameters.map((parameter) => [
        html`<code>${parameter.name}</code>`,
        parameter.in,
        parameter.required ? 'required' : 'optional',
        parameter.description ?? '',
      ]),
    )}`
}

function requestTable(openApi: OpenApi, { requestBody }: OpenApiOperation): Html | '' {
  const [content] = Object.values(requestBody?.content ?? {})
  const schema = content?.schema.properties?.['data']?.properties?.['attributes'] ?? content?.schema
  const rows = schema ? attributeRows(openApi, schema) : []
  return rows.length === 0 ? '' : html`<h4>Request attributes</h4>${attributeTable(rows)}`
}

const attributeTable = (rows: readonly AttributeRow[]): Html =>
  table(
    ['name', 'type', 'needed', 'what it is'],
    rows.map((row) => [
      html`<code>${row.name}</code>`,
      row.type,
      row.isRequired ? 'required' : 'optional',
      row.description,
    ]),
  )

function answerPart(openApi: OpenApi, [status, response]: [string, OpenApiResponse]): Html {
  const [content] = Object.values(response.content ?? {})
  const data = content?.schema.properties?.['data']
  const schema = (data?.items ?? data)?.properties?.['attributes'] ?? content?.schema
  const rows = schema ? attributeRows(openApi, schema) : []
  const { example } = content ?? {}
  return html`<p>Answers <code>${status}</code>${example === undefined ? '. ' : ':'}</p>
    ${example === undefined ? '' : codeBlock(toText(example))}
    ${
      rows.length === 0
        ? ''
        : html`<details>
          <summary>Answer attributes</summary>
          ${attributeTable(rows)}
        </details>`
    }`
}

const toText = (example: unknown): string =>
  typeof example === 'string' ? example.trimEnd() : JSON.stringify(example, null, 2)

function failureTable(openApi: OpenApi, responses: OpenApiOperation['responses']): Html | '' {
  const rows = Object.entries(responses).flatMap(([status, { content = {} }]) =>
    Object.values(content).flatMap(({ examples = {} }) =>
      Object.entries(examples).map(([kind, { $ref }]) => failureRow(openApi, status, kind, $ref)),
    ),
  )
  if (rows.length === 0) return ''
  return html`<details>
    <summary>${rows.length} errors</summary>
    ${table(['status', 'code', 'kind', 'what to do'], rows)}
  </details>`
}

function failureRow(
  openApi: OpenApi,
  status: string,
  kind: string,
  ref: string,
): (Html | string)[] {
  const example = openApi.components.examples[ref.replace('#/components/examples/', '')]
  return [
    status,
    html`<code>${codeOf(example)}</code>`,
    html`<a href="#error-${kind}">${kind}</a>`,
    example?.description ?? '',
  ]
}

/** The summary of a failure's example begins with its code. */
const codeOf = (example: Example | undefined): string => example?.summary.split(' ')[0] ?? ''
