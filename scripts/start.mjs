import { spawn } from 'node:child_process'
import { enableCompileCache } from 'node:module'
import { join } from 'node:path'
import { buildWidget } from './build-widget.mjs'
import { exitWithParent } from './exit-with-parent.mjs'
import { requireNode } from './require-node.mjs'
import { commandOf, root } from './run.mjs'

requireNode()
exitWithParent()
const code = await buildWidget()
if (code !== 0) process.exit(code)

if (process.argv.includes('--watch')) {
  const watchServer = ['--watch', '--watch-preserve-output', join(root, 'server/src/main.ts')]
  const watchPages = [
    commandOf('widget', 'vite'),
    'build',
    '--watch',
    '-c',
    'vite.storefront.config.ts',
  ]
  const server = spawn(process.execPath, watchServer, { stdio: 'inherit' })
  const pages = spawn(process.execPath, watchPages, { cwd: join(root, 'widget'), stdio: 'inherit' })
  const stop = () => {
    server.kill('SIGTERM')
    pages.kill('SIGTERM')
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
  server.on('exit', () => pages.kill('SIGTERM'))
} else {
  // What an earlier start has compiled is loaded as it is: a third less to wait.
  enableCompileCache(join(root, 'node_modules/.cache/compiled'))
  // In this very process: there is no child that could be left behind.
  await import(join(root, 'server/src/main.ts'))
}
