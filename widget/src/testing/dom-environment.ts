import { builtinEnvironments, type Environment } from 'vitest/runtime'

const native = [
  'fetch',
  'Request',
  'Response',
  'Headers',
  'AbortController',
  'AbortSignal',
  'ReadableStream',
  'TextDecoder',
  'TextEncoder',
  'BroadcastChannel',
] as const

const { 'happy-dom': happyDom } = builtinEnvironments

/**
 * A document by happy-dom and a network by Node, because msw answers Node's network and happy-dom's
 * has a CORS of its own.
 */
const environment: Environment = {
  ...happyDom,
  name: 'dom',
  async setup(global, options) {
    const kept = native.map((name) => [name, Reflect.get(globalThis, name)] as const)
    const result = await happyDom.setup(global, options)
    for (const [name, value] of kept) {
      Object.defineProperty(global, name, { value, configurable: true, writable: true })
    }
    return result
  },
}

// biome-ignore lint/style/noDefaultExport: vitest takes an environment in no other way.
export default environment
