import { rmSync } from 'node:fs'
import { build } from 'vite'
import { entries } from './vite.library.config.ts'

// Each entry is built alone, so that no chunk is shared and every entry is one request.
rmSync(`${import.meta.dirname}/dist/chunks`, { recursive: true, force: true })
for (const mode of Object.keys(entries)) {
  await build({
    configFile: `${import.meta.dirname}/vite.library.config.ts`,
    mode,
    logLevel: 'warn',
  })
}
