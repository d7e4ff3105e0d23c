import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const folder = import.meta.dirname

/** The pages for operators, served below `/back-office`. For `vite dev` the API is that of a running server. */
export default defineConfig({
  root: `${folder}/back-office`,
  base: '/back-office/',
  plugins: [react()],
  build: {
    outDir: `${folder}/dist/back-office`,
    emptyOutDir: true,
    target: 'es2023',
    // The first browsers that know light-dark(), which keeps both sets of colours in one place.
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    // The page allows no inline code and no data: fonts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: { proxy: { '/back-office/api': process.env['API_URL'] ?? 'http://localhost:4000' } },
})
