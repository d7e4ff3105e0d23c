import { rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { defineConfig, type Project } from '@playwright/test'
import { makeOperatorToken } from './fixtures/operator-token.ts'

const folder = import.meta.dirname
const deployment = process.env['E2E_BASE_URL']
const executablePath = process.env['CHROMIUM_PATH']
const isRoot = process.getuid?.() === 0

const desktop = { viewport: { width: 1280, height: 900 } }
const phone = {
  viewport: { width: 390, height: 844 },
  deviceScaleFactor: 2,
  hasTouch: true,
  isMobile: true,
}

const exclusive = 'exclusive/*.spec.ts'
/** These start a server of their own, and say nothing more on a phone. */
const onOwnServer = ['own-server.spec.ts', 'marketplace.spec.ts', 'app-life.spec.ts']
/** What starts a server of its own says nothing about a deployment, and of that we do not know the second shop's tokens. */
const leftOut = deployment ? [...onOwnServer, 'app-catalogue.spec.ts', 'two-tenants.spec.ts'] : []
/** The pages of operators are looked at on a phone by `back-office.spec.ts`; what they do there is the same. */
const atDesk = ['after-order.spec.ts', 'two-tenants.spec.ts', 'keyboard.spec.ts']
const notOnPhone = [exclusive, ...onOwnServer, ...leftOut, ...atDesk]
const beside = { testMatch: '*.spec.ts', testIgnore: exclusive, fullyParallel: true }
/** Chaos settings and the demo's customer belong to everybody: nothing else runs beside these journeys. */
const alone = { testMatch: exclusive, workers: 1 }

const projects: Project[] = [
  {
    name: 'desktop',
    use: desktop,
    ...beside,
    testIgnore: [exclusive, ...leftOut],
  },
  { name: 'phone', use: phone, ...beside, testIgnore: notOnPhone },
  { name: 'desktop, alone', use: desktop, ...alone, dependencies: ['desktop', 'phone'] },
  {
    name: 'phone, alone',
    use: phone,
    ...alone,
    testIgnore: 'exclusive/after-order-trouble.spec.ts',
    dependencies: ['desktop, alone'],
  },
]

/** A server of this run's own, on free ports and in a folder of its own; it prints where it listens. */
function ownServer() {
  const dataDir = join(tmpdir(), `tillway-e2e-${process.pid}`)
  process.once('exit', () => rmSync(dataDir, { recursive: true, force: true }))
  return {
    command: `"${process.execPath}" server/src/main.ts`,
    cwd: join(folder, '..'),
    env: {
      PORT: '0',
      SANDBOX_PORT: '0',
      DATA_DIR: dataDir,
      LOG_LEVEL: 'warn',
      DATABASE_URL: '',
      OPERATOR_TOKEN: makeOperatorToken(),
    },
    // Named groups become environment variables, which the workers read.
    wait: {
      stdout:
        /Shop\s+(?<e2e_base_url>\S+?)\/\s[\s\S]*Marketplace[\s\S]*?#token=(?<e2e_market_operator_token>\S+)[\s\S]*Sandbox PSP\s+(?<e2e_sandbox_url>\S+)\/chaos/,
    },
    stdout: 'pipe' as const,
    gracefulShutdown: { signal: 'SIGTERM' as const, timeout: 10_000 },
  }
}

export default defineConfig({
  testDir: join(folder, 'journeys'),
  outputDir: join(folder, 'test-results'),
  projects,
  workers: 2,
  retries: 0,
  forbidOnly: true,
  timeout: 30_000,
  expect: { timeout: 10_000 },
  reporter: [['list'], ['json', { outputFile: join(folder, 'test-results/report.json') }]],
  ...(deployment ? {} : { webServer: ownServer() }),
  use: {
    baseURL: deployment,
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
    colorScheme: 'light',
    testIdAttribute: 'data-testid',
    trace: { mode: 'retain-on-failure', screenshots: false, sources: false },
    launchOptions: {
      ...(executablePath && { executablePath }),
      // Playwright switches the back/forward cache off, and a journey by Back could not fail then.
      ignoreDefaultArgs: ['--disable-back-forward-cache'],
      args: isRoot
        ? [
            '--no-sandbox',
            '--disable-background-networking',
            '--disable-component-update',
            '--disable-sync',
          ]
        : [],
    },
  },
})
