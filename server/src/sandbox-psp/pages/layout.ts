import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { html, raw } from 'hono/html'
import type { SandboxContext } from '../sandbox-deps.ts'

const read = (file: string): string => readFileSync(new URL(file, import.meta.url), 'utf8')
const styles = read('./sandbox.css')

export type Html = ReturnType<typeof html>

export type Page = {
  lang: string
  title: string
  strip: string | null
  theme: 'pay' | 'bank' | 'panel' | 'sheet pebble' | 'sheet kite' | 'frame'
  body: Html
  script?: string
  /** Instead of the styles of the hosted pages. */
  styles?: string
  /** True for a page whose script calls the sandbox. */
  hasCalls?: boolean
  /** The one origin that may show the page in a frame; nobody may otherwise. */
  framedBy?: string
  scheme?: 'light' | 'dark'
  /** True for a page that no browser may keep. */
  isSecret?: boolean
}

/**
 * Answers a page of the sandbox with the strictest policy that lets the shopper leave: a `form-action` would
 * also bind the redirects after a form, and the merchant may send the shopper on to any origin.
 */
export function answerPage(
  c: SandboxContext,
  page: Page,
  status: 200 | 400 | 401 | 403 | 404 | 409 | 422 | 500 | 503 = 200,
) {
  const nonce = randomBytes(16).toString('base64')
  c.header(
    'content-security-policy',
    `default-src 'none'; style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}'; img-src data:; ` +
      `${page.hasCalls ? "connect-src 'self'; " : ''}base-uri 'none'; ` +
      `frame-ancestors ${page.framedBy ?? "'none'"}`,
  )
  // Not `no-store`: the browser may keep the page for its back button, and every POST looks at the truth
  // anyway.
  c.header('cache-control', page.isSecret ? 'no-store' : 'no-cache')
  if (!page.framedBy) c.header('x-frame-options', 'DENY')
  c.header('x-content-type-options', 'nosniff')
  c.header('referrer-policy', 'same-origin')
  return c.html(document(page, nonce), status)
}

const document = (
  { lang, title, strip, theme, body, script, styles: own, scheme }: Page,
  nonce: string,
): Html => html`<!doctype html>
<html lang="${lang}" dir="ltr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta name="color-scheme" content="${scheme ?? 'light dark'}">
<title>${title}</title>
<link rel="icon" href="data:,">
<style nonce="${nonce}">${raw(own ?? styles)}</style>
</head>
<body class="${theme}">
${strip === null ? '' : html`<header class="strip">${strip}</header>`}
${body}
${script ? html`<script nonce="${nonce}">${raw(script)}</script>` : ''}
</body>
</html>`
