import { execFileSync, spawnSync } from 'node:child_process'
import { accessSync, constants, existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { delimiter, join } from 'node:path'
import { commandOf, root } from './run.mjs'

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']

/**
 * A Chromium to run the journeys in: the one named, one on the PATH, Playwright's own, or one that can be installed now.
 * Answers its path, `playwright` for Playwright's own, or null.
 */
export async function findBrowser() {
  const named = process.env.CHROMIUM_PATH
  if (named) return existsSync(named) ? named : null
  return onPath() ?? playwrightsOwn() ?? install()
}

function onPath() {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    const found = names.map((name) => join(folder, name)).find(isExecutable)
    if (found) return found
  }
  return null
}

function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}

function playwrightsOwn() {
  const require = createRequire(join(root, 'e2e/package.json'))
  const { chromium } = require('@playwright/test')
  return existsSync(chromium.executablePath()) ? 'playwright' : null
}

function install() {
  process.stdout.write('Installing Chromium for the journeys ...\n')
  const playwright = commandOf('e2e', '@playwright/test', 'playwright')
  const installed = spawnSync(process.execPath, [playwright, 'install', 'chromium'], {
    stdio: 'ignore',
    timeout: 180_000,
  })
  if (installed.status === 0 && playwrightsOwn()) return 'playwright'
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return null
  try {
    execFileSync('apt-get', ['update', '-qq'], { stdio: 'ignore' })
    execFileSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], {
      stdio: 'ignore',
    })
  } catch {
    // Offline, or no such package: the caller says what to do.
    return null
  }
  return onPath()
}
