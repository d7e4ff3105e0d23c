import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { expressMethod } from './express/testing/express-method.ts'
import { loadScripts } from './load-script.ts'

type Ending = 'load' | 'error'
let asked: HTMLScriptElement[] = []
let serial = 0

/** Every script of a test has an address of its own: the page remembers what it has loaded. */
const address = () => `https://wallet.example/sdk-${serial}.js`
const method = (url = address(), queryParams: Record<string, string> = {}) =>
  expressMethod('pebble-express', { scripts: [{ url, queryParams }] })

const end = (script: HTMLScriptElement | undefined, ending: Ending) =>
  script?.dispatchEvent(new Event(ending))

beforeEach(() => {
  serial += 1
  asked = []
  // Scripts are kept out of the document, because nobody is there to answer for them.
  vi.spyOn(document.head, 'append').mockImplementation((...nodes) => {
    for (const node of nodes) if (node instanceof HTMLScriptElement) asked.push(node)
  })
})

afterEach(() => {
  for (const script of document.querySelectorAll('script')) script.remove()
})

describe('the address of a script', () => {
  const loadedAs = (url: string, queryParams: Record<string, string>) => {
    void loadScripts(method(url, queryParams), { currency: 'EUR', locale: 'de-DE' })
    return asked.at(-1)?.src
  }

  test('takes the currency and the locale of the checkout, whatever stood there', () => {
    const url = address()
    expect(loadedAs(url, { 'client-id': 'pk 1', currency: '', locale: '{locale}' })).toBe(
      `${url}?client-id=pk+1&currency=EUR&locale=de_DE`,
    )
  })

  test('continues a query that is there already', () => {
    const url = address()
    expect(loadedAs(`${url}?v=2`, { currency: 'USD' })).toBe(`${url}?v=2&currency=EUR`)
  })

  test('stays as it is without parameters', () => {
    const url = address()
    expect(loadedAs(url, {})).toBe(url)
  })

  test.each([
    ['de', 'de'],
    ['zh-hant-tw', 'zh_TW'],
    ['es-419', 'es_419'],
  ])('writes the locale %s as %s', (locale, written) => {
    void loadScripts(method(address(), { locale: '' }), { locale })
    expect(new URL(asked.at(-1)?.src ?? '').searchParams.get('locale')).toBe(written)
  })
})

test('a script is loaded once, however many ask', async () => {
  const both = Promise.all([loadScripts(method(), {}), loadScripts(method(), {})])
  end(asked[0], 'load')
  expect(await both).toEqual([null, null])
  expect(await loadScripts(method(), {})).toBeNull()
  expect(asked).toHaveLength(1)
})

test('all scripts of a method are waited for', async () => {
  const scripts = ['a', 'b'].map((part) => ({ url: `${address()}#${part}`, queryParams: {} }))
  const heard = vi.fn()
  const loaded = loadScripts(expressMethod('pebble-express', { scripts }), {}).then(heard)
  end(asked[0], 'load')
  await Promise.resolve()
  expect(heard).not.toHaveBeenCalled()
  end(asked[1], 'load')
  await loaded
  expect(heard).toHaveBeenCalledWith(null)
})

describe('a script that cannot be loaded', () => {
  test('is named with what to do, once, and may be tried again', async () => {
    const error = vi.spyOn(console, 'error').mockImplementation(() => {})
    const first = loadScripts(method(), {})
    end(asked[0], 'error')
    const failure = await first
    expect(failure).toMatchObject({ kind: 'script-not-loaded' })
    expect(failure?.detail).toBe(
      `[tillway] The script ${address()} of pebble-express could not be loaded. ` +
        'If your page has a Content-Security-Policy, allow https://wallet.example in script-src. ' +
        'See docs/widget.md#content-security-policy',
    )
    const second = loadScripts(method(), {})
    end(asked[1], 'error')
    await second
    expect(error).toHaveBeenCalledTimes(1)
    const third = loadScripts(method(), {})
    end(asked[2], 'load')
    expect(await third).toBeNull()
  })

  test('is said to be blocked by the policy for sure when the browser reports it', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => {})
    const loaded = loadScripts(method(), {})
    end(asked[0], 'error')
    // A browser reports the violation in a task of its own, after the error.
    const report = new Event('securitypolicyviolation')
    document.dispatchEvent(Object.assign(report, { blockedURI: address() }))
    expect((await loaded)?.detail).toContain(
      "was blocked by your page's Content-Security-Policy. Allow https://wallet.example",
    )
  })

  test('a violation of another address is not taken for its own', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => {})
    const loaded = loadScripts(method(), {})
    const report = new Event('securitypolicyviolation')
    document.dispatchEvent(Object.assign(report, { blockedURI: 'https://other.example/x.js' }))
    end(asked[0], 'error')
    expect((await loaded)?.detail).toContain('could not be loaded')
  })
})

describe('the nonce', () => {
  test('is the given one', () => {
    void loadScripts(method(), { nonce: 'given' })
    expect(asked[0]?.nonce).toBe('given')
  })

  test('is otherwise that of the page’s own scripts', () => {
    const own = document.createElement('script')
    own.nonce = 'of-the-page'
    document.body.append(own)
    void loadScripts(method(), {})
    expect(asked[0]?.nonce).toBe('of-the-page')
  })
})
