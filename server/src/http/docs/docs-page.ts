import { html } from 'hono/html'
import type { OpenApi } from '../../contract/openapi/document.ts'
import { type Chapter, chapters } from './chapters.ts'
import type { Described } from './curl.ts'
import type { Html } from './elements.ts'
import { operationSection } from './operation-section.ts'

const titles: Record<string, string> = {
  payments: 'Payments',
  app: 'Shop’s backend',
  webhooks: 'Payment providers',
  messages: 'Messages of the shop',
  shop: 'Built-in shop',
  health: 'Health',
}

type Part = { name: string; title: string; description: string; operations: Described[] }

/** The whole API on one page, from the same document that machines read. */
export function docsPage(openApi: OpenApi): Html {
  const all = Object.entries(openApi.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]): Described => ({ path, method, operation })),
  )
  const own = all.filter(({ operation }) => operation['x-alias-of'] === undefined)
  const parts = openApi.tags.map(({ name, description }) => ({
    name,
    title: titles[name] ?? name,
    description,
    operations: own.filter(({ operation }) => operation.tags.includes(name)),
  }))
  const aliasesOf = (id: string): string[] =>
    all.filter(({ operation }) => operation['x-alias-of'] === id).map(({ path }) => path)
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>Tillway API</title>
        <link rel="stylesheet" href="/docs/docs.css" />
      </head>
      <body>
        <a class="skip" href="#main">Skip to the content</a>
        ${navigation(parts)}
        <main class="content" id="main" tabindex="-1">
          <header class="prose">
            <h1>Tillway API</h1>
            <p>${openApi.info.description}</p>
            <p class="note">
              For machines: <a href="/openapi.json">openapi.json</a>, and
              <a href="/asyncapi.json">asyncapi.json</a> for the messages. This server:
              <code>${openApi.servers[0]?.url}</code>
            </p>
          </header>
          ${chapters.slice(0, 2).map(chapterPart)}
          ${parts.map((part) => partSection(openApi, part, aliasesOf))}
          ${chapters.slice(2).map(chapterPart)}
        </main>
      </body>
    </html>`
}

const navigation = (parts: readonly Part[]): Html => html`<nav class="menu" aria-label="Contents">
  <a class="brand" href="#main">Tillway <span>API</span></a>
  <ul class="subjects">
    ${chapters.slice(0, 2).map(chapterLink)}
    ${parts.map(
      ({ name, title, operations }) => html`<li>
        <a class="subject" href="#tag-${name}">${title}</a>
        <ul class="entries">
          ${operations.map(operationLink)}
        </ul>
      </li>`,
    )}
    ${chapters.slice(2).map(chapterLink)}
  </ul>
</nav>`

const chapterLink = ({ id, title }: Chapter): Html =>
  html`<li><a class="subject" href="#${id}">${title}</a></li>`

const operationLink = ({ path, method, operation }: Described): Html =>
  html`<li>
    <a class="entry" href="#${operation.operationId}"><span class="method">${method.toUpperCase()}</span> ${path}</a>
  </li>`

const chapterPart = ({ id, title, body }: Chapter): Html =>
  html`<section class="part prose" id="${id}">
    <h2><a class="title" href="#${id}">${title}</a></h2>
    ${body}
  </section>`

const partSection = (
  openApi: OpenApi,
  { name, title, description, operations }: Part,
  aliasesOf: (id: string) => string[],
): Html =>
  html`<section class="part" id="tag-${name}">
    <h2><a class="title" href="#tag-${name}">${title}</a></h2>
    <p>${description}</p>
    <ul class="index">
      ${operations.map(operationLink)}
    </ul>
    ${operations.map((one) => operationSection(openApi, one, aliasesOf(one.operation.operationId)))}
  </section>`
