import { readFile } from 'node:fs/promises'
import { defineConfig, type Plugin } from 'vite'

const folder = import.meta.dirname

/** The entries of the npm package, by `--mode`: each is one file, and what it loads on demand. */
export const entries: Readonly<Record<string, string>> = {
  index: 'src/index.ts',
  core: 'src/core/index.ts',
  return: 'src/core/return.ts',
  express: 'src/core/express/index.ts',
  elements: 'src/elements/index.ts',
  locales: 'src/locales/index.ts',
  testing: 'src/testing/index.ts',
}

/** The stylesheet is published as it is written: the files that `index.css` names, one after the other. */
const styles: Plugin = {
  name: 'tillway-styles',
  async generateBundle() {
    const index = await readFile(`${folder}/src/styles/index.css`, 'utf8')
    const names = [...index.matchAll(/@import "\.\/(.+)"/g)].map(([, name]) => name)
    const files = names.map((name) => readFile(`${folder}/src/styles/${name}`, 'utf8'))
    const source = (await Promise.all(files)).join('\n')
    this.emitFile({ type: 'asset', fileName: 'styles.css', source })
  },
}

type FindModule = (id: string) => { isEntry: boolean; importers: readonly string[] } | null

/** True for what an entry imports, directly or through others, but not on demand. */
function isLoadedAtOnce(id: string, find: FindModule, seen = new Set<string>()): boolean {
  if (seen.has(id)) return false
  seen.add(id)
  const found = find(id)
  if (!found) return false
  return found.isEntry || found.importers.some((importer) => isLoadedAtOnce(importer, find, seen))
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
        // What is loaded on demand takes what it shares from its entry, not from one more file at the start.
        preserveEntrySignatures: 'allow-extension',
        external: [/^react($|\/)/, /^react-dom($|\/)/, /^@tanstack\/react-query$/, /^msw($|\/)/],
        output: {
          minify: true,
          comments: false,
          chunkFileNames: 'chunks/[name]-[hash].js',
          codeSplitting: {
            groups: [
              {
                debugName: 'entry',
                name: (id, modules) =>
                  isLoadedAtOnce(id, (of) => modules.getModuleInfo(of)) ? mode : null,
              },
            ],
          },
        },
      },
    },
  }
})
