import { readFile } from 'node:fs/promises'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

const folder = import.meta.dirname
const readEmbedExample = () => readFile(`${folder}/storefront/snippets/script-tag.html`, 'utf8')

/** Serves the script-tag example as `/embed.html`, unchanged: what the README shows is what runs. */
const embedPage: Plugin = {
  name: 'embed-page',
  async generateBundle() {
    this.emitFile({ type: 'asset', fileName: 'embed.html', source: await readEmbedExample() })
  },
  configureServer(server) {
    server.middlewares.use('/embed.html', async (_request, response) => {
      response.setHeader('content-type', 'text/html; charset=utf-8').end(await readEmbedExample())
    })
  },
}

/** For `vite dev` only: what a running server answers. */
const apiPaths = [
  '^/(access-tokens|checkout|checkout-data|demo-links.json|docs|openapi.json|order-cancellations)($|[?])',
  '^/(carts|guest-carts|guest-cart-items|merchants|merchant-onboardings|orders|payments|payment-methods|catalog-search)($|[/?])',
  '^/(app-payment|catalogue|concrete-products|widget/v1)/',
]

/** A browser that navigates gets the storefront, also where the API has the same path. */
function pageInsteadOfApi({
  url = '',
  headers,
}: {
  url?: string | undefined
  headers: { accept?: string | undefined }
}) {
  return headers.accept?.includes('text/html') && /^\/(checkout|orders)$/.test(url)
    ? '/index.html'
    : undefined
}

const api = { target: process.env['API_URL'] ?? 'http://localhost:4000', bypass: pageInsteadOfApi }

export default defineConfig({
  root: `${folder}/storefront`,
  base: '/',
  plugins: [react(), embedPage],
  resolve: { conditions: ['tillway-source', 'module', 'browser', 'development|production'] },
  build: {
    outDir: `${folder}/dist/storefront`,
    emptyOutDir: true,
    target: 'es2023',
    assetsInlineLimit: 0,
  },
  server: { proxy: Object.fromEntries(apiPaths.map((path) => [path, api])) },
})
