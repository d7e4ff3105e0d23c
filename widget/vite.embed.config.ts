import { fileURLToPath } from 'node:url'
import { defineConfig, type Plugin } from 'vite'

const folder = import.meta.dirname

/** The widget only reads with TanStack Query: what its client brings for writing and paging stays out. */
const readOnlyQueries: Plugin = {
  name: 'tillway-read-only-queries',
  enforce: 'pre',
  resolveId(source, importer) {
    const isUnused = /\/(mutation|mutationCache|infiniteQueryBehavior)\.js$/.test(source)
    return isUnused && importer?.includes('query-core')
      ? fileURLToPath(new URL('./src/embed/without-mutations.ts', import.meta.url))
      : null
  },
}

/** The script tag: one file with everything in it, on Preact instead of React. */
export default defineConfig({
  root: folder,
  plugins: [readOnlyQueries],
  define: { 'process.env.NODE_ENV': '"production"' },
  resolve: {
    alias: [
      {
        find: /^react-dom\/client$/,
        replacement: fileURLToPath(new URL('./src/embed/react-dom-client.ts', import.meta.url)),
      },
      { find: /^react\/jsx-runtime$/, replacement: 'preact/jsx-runtime' },
      {
        find: /^react$/,
        replacement: fileURLToPath(new URL('./src/embed/react.ts', import.meta.url)),
      },
    ],
  },
  build: {
    target: 'es2022',
    // The first browsers that know light-dark(), which keeps both sets of colours in one place.
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    outDir: 'dist/embed',
    emptyOutDir: true,
    sourcemap: true,
    lib: { formats: ['es'], entry: `${folder}/src/embed/index.ts`, fileName: () => 'tillway.js' },
    rolldownOptions: { output: { minify: true, comments: false, codeSplitting: false } },
  },
})
