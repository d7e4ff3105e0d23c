import { join } from 'node:path'
import { buildWidget } from './build-widget.mjs'
import { findBrowser } from './find-browser.mjs'
import { requireNode } from './require-node.mjs'
import { commandOf, root, runNode } from './run.mjs'

requireNode()
if (!process.env.E2E_BASE_URL) {
  const built = await buildWidget()
  if (built !== 0) process.exit(built)
}
const browser = await findBrowser()
if (!browser) {
  process.stderr.write(
    'No browser was found for the journeys. Install Chromium, or set CHROMIUM_PATH to one that is installed.\n',
  )
  process.exit(1)
}
const parameters = ['test', ...process.argv.slice(2)]
const { code } = await runNode(commandOf('e2e', '@playwright/test', 'playwright'), parameters, {
  cwd: join(root, 'e2e'),
  env: { CHROMIUM_PATH: browser === 'playwright' ? '' : browser },
})
process.exit(code)
