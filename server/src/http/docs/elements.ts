import { html } from 'hono/html'

export type Html = ReturnType<typeof html>

/** A table whose roles keep it one on phones, where the style sheet makes each row a block. */
export const table = (
  head: readonly string[],
  rows: readonly (readonly (Html | string)[])[],
): Html =>
  html`<table role="table">
    <thead role="rowgroup">
      <tr role="row">
        ${head.map((cell) => html`<th scope="col" role="columnheader">${cell}</th>`)}
      </tr>
    </thead>
    <tbody role="rowgroup">
      ${rows.map((row) => html`<tr role="row">${row.map((cell) => html`<td role="cell">${cell}</td>`)}</tr>`)}
    </tbody>
  </table>`

/** Text to copy as it is: long lines are broken by the browser only, and it needs no scrolling. */
export const codeBlock = (text: string): Html => html`<pre><code>${text}</code></pre>`
