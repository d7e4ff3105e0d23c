import type { KiteSession } from '../../wallets/kite.ts'
import type { PebbleSdk } from '../../wallets/pebble.ts'

type PebbleSheet = Parameters<PebbleSdk['open']>[0]

/** What a test knows of the wallets that the page uses. */
export type FakeWallets = {
  /** The sheets of Pebble that were opened, the newest last. */
  pebble: PebbleSheet[]
  /** The sessions of Kite that were shown, the newest last. */
  kite: (KiteSession & { given: { locale: string; total: unknown } })[]
  closed: { count: number }
  settings: { isBlocked: boolean; isEligible: boolean; scripts: 'load' | 'error' | 'silent' }
  /** The addresses of the scripts that were asked for. */
  scripts: string[]
  remove: () => void
}

/** Puts both wallets on the page as their scripts would, and answers for the scripts. */
export function installFakeWallets(): FakeWallets {
  const wallets: FakeWallets = {
    pebble: [],
    kite: [],
    closed: { count: 0 },
    settings: { isBlocked: false, isEligible: true, scripts: 'load' },
    scripts: [],
    remove: () => {},
  }
  const pebble: PebbleSdk = {
    isEligible: () => wallets.settings.isEligible,
    open: (sheet) => {
      if (wallets.settings.isBlocked) {
        throw Object.assign(new Error('blocked'), { code: 'popup_blocked' })
      }
      wallets.pebble.push(sheet)
      return { close: closer(wallets) }
    },
  }
  Reflect.set(globalThis, 'Pebble', pebble)
  Reflect.set(globalThis, 'KiteSession', kiteOf(wallets))
  const { append } = document.head
  document.head.append = (...nodes) => answerScripts(wallets, nodes)
  wallets.remove = () => {
    Reflect.deleteProperty(globalThis, 'Pebble')
    Reflect.deleteProperty(globalThis, 'KiteSession')
    Reflect.deleteProperty(globalThis, Symbol.for('tillway.scripts'))
    Reflect.deleteProperty(globalThis, Symbol.for('tillway.sheet'))
    document.head.append = append
  }
  return wallets
}

const closer = (wallets: FakeWallets) => () => {
  wallets.closed.count += 1
}

function kiteOf(wallets: FakeWallets) {
  return class {
    static canMakePayments = () => wallets.settings.isEligible
    given: { locale: string; total: unknown }
    onsession: KiteSession['onsession'] = null
    onshippingaddresschange: KiteSession['onshippingaddresschange'] = null
    onshippingoptionchange: KiteSession['onshippingoptionchange'] = null
    onauthorizing: KiteSession['onauthorizing'] = null
    onauthorized: KiteSession['onauthorized'] = null
    oncancel: KiteSession['oncancel'] = null
    onerror: KiteSession['onerror'] = null
    constructor(given: { locale: string; total: unknown }) {
      this.given = given
    }
    show() {
      if (wallets.settings.isBlocked) throw new DOMException('blocked', 'NotAllowedError')
      wallets.kite.push(this)
    }
    abort() {
      wallets.closed.count += 1
    }
  }
}

function answerScripts(wallets: FakeWallets, nodes: readonly (Node | string)[]): void {
  for (const node of nodes) {
    if (!(node instanceof HTMLScriptElement)) continue
    wallets.scripts.push(node.src)
    const ending = wallets.settings.scripts
    if (ending !== 'silent') queueMicrotask(() => node.dispatchEvent(new Event(ending)))
  }
}
