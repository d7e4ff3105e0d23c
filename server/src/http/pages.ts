import { readFile } from 'node:fs/promises'
import { extname, join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Context, Hono } from 'hono'
import type { AppEnv } from './app-env.ts'

/** Folders of built files, and the links that the demo storefront shows. */
export type Pages = {
  storefront: URL
  widget: URL
  pictures: URL
  links: {
    docsUrl: string
    chaosUrl: string
    /** `shop` is what its pages are called with, `?shop=`; null for the one that needs no name. */
    shops: readonly { name: string; shop: string | null; isMarketplace: boolean }[]
  }
  /** The origin of the payment provider, whose wallet scripts and card fields the storefront uses. */
  providerOrigin: string
}

const contentTypes: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
  '.map': 'application/json',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
}

/** The storefront's own addresses. Some are an API address too: a browser that navigates asks for text/html. */
const storefrontPaths =
  /^\/(?:$|(?:cart|checkout|checkout\/payment|checkout\/summary|return|orders|sign-in|merchant|merchant-app\/(?:success|refresh|cancel|error))$|product\/|order\/)/

/** Serves the demo storefront and the script-tag widget. Mounted before the API, which shares some addresses with pages. */
export function mountPages(app: Hono<AppEnv>, pages: Pages): void {
  app.get('/catalogue/*', (c) =>
    serve(c, pages.pictures, c.req.path.replace('/catalogue/', ''), 'public, max-age=3600'),
  )
  app.get('/widget/v1/*', (c) => {
    c.header('access-control-allow-origin', '*')
    return serve(c, pages.widget, c.req.path.replace('/widget/v1/', ''), 'public, max-age=300')
  })
  app.get('/assets/*', (c) =>
    serve(c, pages.storefront, c.req.path.slice(1), 'public, max-age=31536000, immutable'),
  )
  app.get('/demo-links.json', (c) => c.json(pages.links))
  // What browsers ask for on pages that name no icon, such as the script-tag example.
  app.get('/favicon.ico', (c) => c.redirect('/favicon.svg', 302))
  app.get('*', async (c, next) => {
    const isNavigation = c.req.header('accept')?.includes('text/html') ?? false
    if (isNavigation && storefrontPaths.test(c.req.path)) return serveStorefront(c, pages)
    if (/^\/[\w-]+\.(html|svg|ico|png|txt)$/.test(c.req.path))
      return serve(c, pages.storefront, c.req.path.slice(1), 'no-cache')
    return next()
  })
}

/** A checkout loads its own scripts and those of its payment provider, and is framed by nobody. */
const storefrontPolicy = (provider: string): string =>
  `default-src 'self'; script-src 'self' ${provider}; frame-src ${provider}; connect-src 'self' ${provider}; ` +
  "img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

function serveStorefront(c: Context<AppEnv>, pages: Pages): Promise<Response> {
  c.header('content-security-policy', storefrontPolicy(pages.providerOrigin))
  c.header('vary', 'accept')
  return serve(c, pages.storefront, 'index.html', 'no-cache')
}

/** The back office loads nothing but its own files, shows pictures that it has fetched, and is framed by nobody. */
const backOfficePolicy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self'; " +
  "object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

/**
 * Serves the pages for operators. They hold no secret: whatever they show they ask the API for, with the token of their
 * operator. All addresses below lead to the same page, but for its files and for the API's own.
 */
export function mountBackOfficePages(app: Hono<AppEnv>, folder: URL): void {
  app.get('/back-office/assets/*', (c) =>
    serve(
      c,
      folder,
      c.req.path.replace('/back-office/', ''),
      'public, max-age=31536000, immutable',
    ),
  )
  app.get('/back-office/favicon.svg', (c) =>
    serve(c, folder, 'favicon.svg', 'public, max-age=3600'),
  )
  app.get('/back-office/*', async (c, next) => {
    if (c.req.path.startsWith('/back-office/api/')) return next()
    c.header('content-security-policy', backOfficePolicy)
    return serve(c, folder, 'index.html', 'no-cache')
  })
}

/** The storefront's own page for an address that nobody serves. */
export async function serveMissingPage(c: Context<AppEnv>, pages: Pages): Promise<Response | null> {
  if (c.req.method !== 'GET' || !c.req.header('accept')?.includes('text/html')) return null
  const page = await readPage(c, pages.storefront, 'index.html', 'no-cache')
  return page && new Response(page.body, { status: 404, headers: page.headers })
}

async function serve(
  c: Context<AppEnv>,
  folder: URL,
  path: string,
  cacheControl: string,
): Promise<Response> {
  return (await readPage(c, folder, path, cacheControl)) ?? c.notFound()
}

async function readPage(
  c: Context<AppEnv>,
  folder: URL,
  path: string,
  cacheControl: string,
): Promise<Response | null> {
  const root = fileURLToPath(folder)
  try {
    const file = join(root, normalize(decodeURIComponent(path)))
    const contentType = contentTypes[extname(file)]
    if (!file.startsWith(root) || !contentType) return null
    return c.body(await readFile(file), 200, {
      'content-type': contentType,
      'cache-control': cacheControl,
    })
  } catch {
    // Missing, a folder, not readable, or no address at all: to a browser it is not there.
    return null
  }
}
