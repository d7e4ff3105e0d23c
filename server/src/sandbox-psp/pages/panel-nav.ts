import { html } from 'hono/html'
import type { PanelLinks } from '../chaos/panel-access.ts'
import type { Html } from './layout.ts'

type PanelPage = keyof PanelLinks
type Lang = 'en' | 'de'

const names: Readonly<Record<Lang, Record<PanelPage, string>>> = {
  en: { chaos: 'Chaos panel', dashboard: 'Dashboard', developers: 'Developers' },
  de: { chaos: 'Chaos-Panel', dashboard: 'Dashboard', developers: 'Entwickler' },
}

const pages = ['chaos', 'dashboard', 'developers'] as const

/** The way between the pages of the sandbox's operator. */
export const panelNav = (current: PanelPage, links: PanelLinks, lang: Lang = 'en'): Html =>
  html`<nav class="tabs" aria-label="Sandbox">${pages.map(
    (page) =>
      html`<a href="${links[page]}" ${page === current ? html`aria-current="page"` : ''}>${names[lang][page]}</a>`,
  )}</nav>`
