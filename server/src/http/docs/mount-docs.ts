import { readFileSync } from 'node:fs'
import type { Context, Hono } from 'hono'
import { createAsyncApi } from '../../contract/asyncapi.ts'
import { createOpenApi } from '../../contract/openapi.ts'
import type { AppEnv } from '../app-env.ts'
import { docsPage } from './docs-page.ts'

/** No script, no frame, no other origin: the page is text, and its one style sheet is its own. */
const contentPolicy =
  "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

const cacheControl = 'public, max-age=300'

/** Serves the API's description: `/openapi.json` and `/asyncapi.json` for machines, `/docs` for people, all from the contract. */
export function mountDocs(
  app: Hono<AppEnv>,
  { publicUrl, withShop }: { publicUrl: string; withShop: boolean },
): void {
  // Made on first use: few processes are ever asked, and the document and its page are large.
  const openApi = once(() => createOpenApi({ publicUrl, withShop }))
  const document = once(() => JSON.stringify(openApi()))
  const messages = once(() => JSON.stringify(createAsyncApi({ publicUrl })))
  const page = once(async () => String(await docsPage(openApi())))
  const styles = once(() => readFileSync(new URL('./docs.css', import.meta.url), 'utf8'))
  const show = (c: Context<AppEnv>, text: string, type: string) =>
    c.body(text, 200, { 'content-type': type, 'cache-control': cacheControl })

  app.get('/openapi.json', (c) => show(c, document(), 'application/json'))
  app.get('/asyncapi.json', (c) => show(c, messages(), 'application/json'))
  app.get('/docs/docs.css', (c) => show(c, styles(), 'text/css; charset=utf-8'))
  app.get('/docs', async (c) => {
    c.header('content-security-policy', contentPolicy)
    return show(c, await page(), 'text/html; charset=utf-8')
  })
}

function once<Value>(make: () => Value): () => Value {
  let made: { value: Value } | null = null
  return () => {
    made ??= { value: make() }
    return made.value
  }
}
