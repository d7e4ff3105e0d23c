import type { ChargeRequest } from '../psp.ts'

const wallets: Readonly<Record<string, string>> = {
  'pebble-express': 'pebble',
  'kite-express': 'kite',
}

/** How the sandbox is asked to let the shopper pay; null for a wallet that it does not have. */
export function toSandboxFlow({
  strategy,
  method,
}: Pick<ChargeRequest, 'strategy' | 'method'>): { flow: string; wallet?: string } | null {
  if (strategy === 'hosted-payment-page') return { flow: 'hosted' }
  if (strategy === 'embedded') return { flow: 'fields' }
  const wallet = wallets[method]
  return wallet ? { flow: 'wallet', wallet } : null
}
