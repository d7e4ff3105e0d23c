import { html } from 'hono/html'
import type { Html } from './layout.ts'

const pages = { chaos: 'Chaos panel', dashboard: 'Dashboard' } as const
type PanelPage = keyof typeof pages

/** The way between the two pages of the sandbox's operator. */
export const panelNav = (current: PanelPage, links: Record<PanelPage, string>): Html =>
  html`<nav class="tabs" aria-label="Sandbox">${link('chaos', current, links)}${link('dashboard', current, links)}</nav>`

const link = (page: PanelPage, current: PanelPage, links: Record<PanelPage, string>): Html =>
  html`<a href="${links[page]}" ${page === current ? html`aria-current="page"` : ''}>${pages[page]}</a>`
