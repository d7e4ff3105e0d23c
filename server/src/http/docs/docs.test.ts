import { Hono } from 'hono'
import { expect, test } from 'vitest'
import { failures } from '../../contract/failures.ts'
import { createOpenApi } from '../../contract/openapi.ts'
import type { AppEnv } from '../app-env.ts'
import { attributeRows } from './attribute-rows.ts'
import { curlOf } from './curl.ts'
import { mountDocs } from './mount-docs.ts'

const options = { publicUrl: 'https://pay.shop.example', withShop: true }
const openApi = createOpenApi(options)
const app = new Hono<AppEnv>()
mountDocs(app, options)

const ask = async (path: string) => {
  const response = await app.request(path)
  return { status: response.status, headers: response.headers, text: await response.text() }
}
const idsOf = (page: string): string[] =>
  [...page.matchAll(/ id="([^"]+)"/g)].map(([, id = '']) => id)

test('machines are given the document itself', async () => {
  const { headers, text } = await ask('/openapi.json')
  expect(headers.get('content-type')).toBe('application/json')
  expect(JSON.parse(text)).toEqual(openApi)
  expect(text).not.toContain('http://localhost:4000')
})

test('machines are given the messages as well, where this server is reached', async () => {
  const { headers, text } = await ask('/asyncapi.json')
  expect(headers.get('content-type')).toBe('application/json')
  expect(JSON.parse(text)).toMatchObject({
    asyncapi: '3.0.0',
    servers: { tillway: { host: 'pay.shop.example', protocol: 'https' } },
  })
  expect((await ask('/docs')).text).toContain('href="/asyncapi.json"')
})

test('every operation and every failure has an anchor of its own, and every link leads to one', async () => {
  const { text } = await ask('/docs')
  const ids = idsOf(text)
  expect(new Set(ids).size).toBe(ids.length)
  const own = Object.values(openApi.paths)
    .flatMap((methods) => Object.values(methods))
    .filter((operation) => operation['x-alias-of'] === undefined)
  expect(ids).toEqual(expect.arrayContaining(own.map(({ operationId }) => operationId)))
  expect(ids).toEqual(expect.arrayContaining(Object.keys(failures).map((kind) => `error-${kind}`)))
  const links = [...text.matchAll(/href="#([^"]+)"/g)].map(([, id = '']) => id)
  expect(links.filter((id) => !ids.includes(id))).toEqual([])
  expect(text).toContain('/private/initialize-payment')
})

test('the page needs no other origin and runs no script', async () => {
  const { headers, text } = await ask('/docs')
  const loaded = [...text.matchAll(/<(?:link|script|img|iframe)[^>]*>/g)].map(([tag]) => tag)
  expect(loaded).toEqual(['<link rel="stylesheet" href="/docs/docs.css" />'])
  expect(text).not.toMatch(/ style="| on\w+="/)
  const policy = headers.get('content-security-policy')
  expect(policy).toContain("default-src 'none'")
  expect(policy).not.toMatch(/unsafe|http|\*/)
  const styles = await ask('/docs/docs.css')
  expect(styles.headers.get('content-type')).toContain('text/css')
  expect(styles.text).not.toMatch(/url\(|@import/)
})

test('the page says nothing of the built-in shop where there is none', async () => {
  const bare = new Hono<AppEnv>()
  mountDocs(bare, { ...options, withShop: false })
  const text = await (await bare.request('/docs')).text()
  expect(idsOf(text)).toContain('startPayment')
  expect(idsOf(text)).not.toContain('checkout')
})

test('attributes are listed with their parents, types, limits and defaults', () => {
  const schema = openApi.components.schemas['InitializePaymentInput'] ?? {}
  const rows = new Map(attributeRows(openApi, schema).map((row) => [row.name, row]))
  expect(rows.get('orderData')).toMatchObject({ type: 'object', isRequired: true })
  expect(rows.get('orderData.grandTotal')).toEqual({
    name: 'orderData.grandTotal',
    type: 'integer',
    isRequired: true,
    description: '0 to 999999999999.',
  })
  expect(rows.get('orderData.items')).toMatchObject({
    type: 'list of object',
    description: '1 to 500 entries.',
  })
  expect(rows.get('orderData.items[].quantity')).toMatchObject({
    isRequired: false,
    description: expect.stringContaining('1 when absent.'),
  })
  expect(rows.get('redirectSuccessUrl')?.type).toBe('string (uri) or null')
})

test('references are followed, so that an answer shows what it holds', () => {
  const schema = { properties: { cart: { $ref: '#/components/schemas/Cart' } }, required: ['cart'] }
  expect(attributeRows(openApi, schema).map(({ name }) => name)).toContain('cart.totals.grandTotal')
})

test('an example request can be pasted into a shell', () => {
  const described = (path: string, method: string) => {
    const operation = openApi.paths[path]?.[method]
    if (!operation) throw new Error(`${method} ${path} is not described.`)
    return curlOf(openApi, { path, method, operation })
  }
  expect(described('/payments', 'post')).toMatch(
    /^curl -X POST 'https:\/\/pay\.shop\.example\/payments' \\\n {2}-H "X-Anonymous-Customer-Unique-Id: \$GUEST_ID"/,
  )
  expect(described('/initialize-payment', 'post')).toContain(
    '-H "Authorization: Bearer $APP_TOKEN"',
  )
  expect(described('/payments/{transactionId}', 'get')).toContain(
    '/payments/tx_Zk3vX0bq9GJt1v7mCw2LQA',
  )
  const operation = {
    operationId: 'quoted',
    tags: [],
    summary: '',
    requestBody: { required: true, content: { 'text/plain': { schema: {}, example: "it's" } } },
    responses: {},
    security: [{}],
  }
  expect(curlOf(openApi, { path: '/quoted', method: 'post', operation })).toContain(
    `-d '"it'\\''s"'`,
  )
})
