import { expect, test } from 'vitest'
import { readClientAddress } from './client-address.ts'

const proxy = '10.0.0.7'

test.each([
  { hops: 0, socket: '8.8.4.4', forwarded: undefined, is: '8.8.4.4' },
  { hops: 0, socket: '8.8.4.4', forwarded: '1.1.1.1', is: '8.8.4.4' },
  { hops: 0, socket: '::ffff:8.8.4.4', forwarded: undefined, is: '8.8.4.4' },
  { hops: 1, socket: proxy, forwarded: '1.1.1.1', is: '1.1.1.1' },
  { hops: 1, socket: proxy, forwarded: '9.9.9.9, 1.1.1.1', is: '1.1.1.1' },
  { hops: 1, socket: '8.8.4.4', forwarded: undefined, is: '8.8.4.4' },
  { hops: 2, socket: proxy, forwarded: '9.9.9.9, 1.1.1.1, 10.0.0.1', is: '1.1.1.1' },
  { hops: 2, socket: proxy, forwarded: '1.1.1.1', is: '1.1.1.1' },
  { hops: 1, socket: proxy, forwarded: '1.1.1.1, ', is: null },
  { hops: 1, socket: proxy, forwarded: 'unknown', is: null },
  { hops: 1, socket: proxy, forwarded: '1.1.1.1:50123', is: '1.1.1.1' },
  { hops: 1, socket: proxy, forwarded: '[2a00:1450::1]:443', is: '2a00:1450:0:0::/64' },
  { hops: 1, socket: proxy, forwarded: '[2a00:1450::1]', is: '2a00:1450:0:0::/64' },
])(
  'behind $hops proxies, $forwarded from $socket comes from $is',
  ({ hops, socket, forwarded, is }) => {
    const connection = { socketAddress: socket, forwardedFor: forwarded, trustedProxies: hops }
    expect(readClientAddress(connection)).toBe(is)
  },
)

test.each([
  ['2a00:1450:4001:830::200e', '2a00:1450:4001:830::/64'],
  ['2A00:1450:4001:0830:1:2:3:4', '2a00:1450:4001:830::/64'],
  ['2a00:1450::1', '2a00:1450:0:0::/64'],
  ['2a00:1450:4001:830:ffff:ffff:ffff:ffff', '2a00:1450:4001:830::/64'],
])('%s counts as its network %s', (socketAddress, network) => {
  expect(readClientAddress({ socketAddress, forwardedFor: undefined, trustedProxies: 0 })).toBe(
    network,
  )
})

test.each(['127.0.0.1', '::1', '10.1.2.3', '192.168.1.1', 'fd00::1', '', undefined])(
  '%s is nobody in particular',
  (socketAddress) => {
    const connection = { socketAddress, forwardedFor: undefined, trustedProxies: 0 }
    expect(readClientAddress(connection)).toBeNull()
  },
)
