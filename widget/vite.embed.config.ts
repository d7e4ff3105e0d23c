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

const parts = 'globalThis[Symbol.for("tillway.parts")]'

/**
 * Chunks take what they share from the copy of the script that runs. An import would name its file, and be a second
 * copy with a second Preact wherever a page names it otherwise: with a query, or through a redirect.
 */
const oneCopy: Plugin = {
  name: 'tillway-one-copy',
  renderChunk(code, chunk) {
    if (chunk.isEntry) {
      const [, names = ''] = /export \{([^}]*)\};?\s*$/.exec(code) ?? []
      const shared = names.replace(/([\w$]+) as ([\w$]+)/g, '$2: $1')
      return `${code}\n${parts} ??= {${shared}};\n`
    }
    return code.replace(
      /import \{([^}]*)\} from "[^"]*tillway\.js";/,
      (_, names: string) => `const {${names.replaceAll(' as ', ': ')}} = ${parts};`,
    )
  },
  generateBundle(_, bundle) {
    for (const file of Object.values(bundle)) {
      if (
        file.type === 'chunk' &&
        file.imports.includes('tillway.js') &&
        /from\s*"[^"]*tillway\.js"/.test(file.code)
      )
        throw new Error(`${file.fileName} imports tillway.js: see tillway-one-copy.`)
    }
  },
}

/** The script tag: one file, on Preact instead of React, and what it loads on demand from beside it. */
export default defineConfig({
  root: folder,
  plugins: [readOnlyQueries, oneCopy],
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
    rolldownOptions: {
      // What a chunk shares with the script tag it takes from there, so that there is one Preact on the page.
      preserveEntrySignatures: 'allow-extension',
      output: {
        minify: true,
        comments: false,
        chunkFileNames: 'chunks/[name]-[hash].js',
        codeSplitting: { groups: [{ name: 'tillway', tags: ['$initial'] }] },
      },
    },
  },
})
