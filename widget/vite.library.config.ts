import { readFile } from 'node:fs/promises'
import { defineConfig, type Plugin } from 'vite'

const folder = import.meta.dirname

/** The entries of the npm package, by `--mode`: each is one file, and what it loads on demand. */
export const entries: Readonly<Record<string, string>> = {
  index: 'src/index.ts',
  core: 'src/core/index.ts',
  return: 'src/core/return.ts',
  elements: 'src/elements/index.ts',
  locales: 'src/locales/index.ts',
  testing: 'src/testing/index.ts',
}

/** The stylesheet is published as it is written. */
const styles: Plugin = {
  name: 'tillway-styles',
  async generateBundle() {
    const source = await readFile(`${folder}/src/styles/tillway.css`, 'utf8')
    this.emitFile({ type: 'asset', fileName: 'styles.css', source })
  },
}

export default defineConfig(({ mode }) => {
  const entry = entries[mode]
  if (!entry) throw new Error(`Build one of ${Object.keys(entries).join(', ')} with --mode.`)
  return {
    root: folder,
    plugins: mode === 'index' ? [styles] : [],
    build: {
      target: 'es2022',
      // The first browsers that know light-dark(), which keeps both sets of colours in one place.
      cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
      outDir: 'dist',
      emptyOutDir: false,
      sourcemap: true,
      lib: { formats: ['es'], entry: `${folder}/${entry}`, fileName: () => `${mode}.js` },
      rolldownOptions: {
        external: [/^react($|\/)/, /^react-dom($|\/)/, /^@tanstack\/react-query$/, /^msw($|\/)/],
        output: { minify: true, comments: false, chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  }
})
