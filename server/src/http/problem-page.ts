import { html } from 'hono/html'

/** A page for a person who followed a link that cannot be served. */
export const problemPage = ({
  title,
  detail,
  code,
}: {
  title: string
  detail: string
  code: string
}) => html`<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>${title}</title>
    <style>
      :root { color-scheme: light dark; --ink: #1b1d1f; --soft: #5d6369; --paper: #faf9f6; --accent: #1f5f4f; }
      @media (prefers-color-scheme: dark) {
        :root { --ink: #f0eee9; --soft: #a9aeb4; --paper: #17191b; --accent: #7fc4b0; }
      }
      body { margin: 0; background: var(--paper); color: var(--ink); font: 15px/1.5 Inter, system-ui, sans-serif; }
      main { max-inline-size: 32rem; margin: 18vh auto 0; padding: 0 24px; }
      h1 { font-size: 26px; line-height: 1.25; margin: 0 0 12px; }
      p { color: var(--soft); margin: 0 0 20px; }
      a { color: var(--accent); }
    </style>
  </head>
  <body>
    <main>
      <h1>${title}</h1>
      <p>${detail}</p>
      <p><a href="/">Go to the shop</a> · ${code}</p>
    </main>
  </body>
</html>`
