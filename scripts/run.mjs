import { spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('..', import.meta.url))

/** The script of a package's command, so that it runs on this very Node and without a shell. */
export function commandOf(workspace, packageName, command = packageName) {
  const require = createRequire(join(root, workspace, 'package.json'))
  const manifestFile = findManifest(require, packageName)
  const { bin } = require(manifestFile)
  const script = typeof bin === 'string' ? bin : bin[command]
  return join(dirname(manifestFile), script)
}

function findManifest(require, packageName) {
  for (const folder of require.resolve.paths(packageName) ?? []) {
    const file = join(folder, packageName, 'package.json')
    try {
      return require.resolve(file)
    } catch {
      // Not in this folder; the next one is asked.
    }
  }
  throw new Error(`${packageName} is not installed. Run "npx -y pnpm@12 install".`)
}

/** Runs a script on this Node and answers its exit code; `isQuiet` keeps the output and answers it with the code. */
export function runNode(script, parameters, { cwd = root, env = {}, isQuiet = false } = {}) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [script, ...parameters], {
      cwd,
      env: { ...process.env, ...env },
      stdio: isQuiet ? ['ignore', 'pipe', 'pipe'] : ['ignore', 'inherit', 'inherit'],
    })
    const output = []
    child.stdout?.on('data', (chunk) => output.push(chunk))
    child.stderr?.on('data', (chunk) => output.push(chunk))
    child.on('close', (code) =>
      resolve({ code: code ?? 1, output: Buffer.concat(output).toString() }),
    )
  })
}
