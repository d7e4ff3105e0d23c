import { isIPv4, SocketAddress } from 'node:net'
import { isPublicAddress } from '../messages/public-address.ts'

type Connection = {
  /** Who is at the other end of the connection. */
  socketAddress: string | undefined
  forwardedFor: string | undefined
  /** How many proxies of ours a request comes through. Each appends who it heard from; what is before that is hearsay. */
  trustedProxies: number
}

/**
 * The address that a request comes from, as far as it can be believed: an IPv6 address as its network, since each customer of a
 * provider has one whole. Null for one that is not on the public internet: it is this machine or a proxy that nobody has named,
 * and stands for anybody.
 */
export function readClientAddress(connection: Connection): string | null {
  const address = withoutMapping(withoutPort(believed(connection).trim()))
  if (!isPublicAddress(address)) return null
  return isIPv4(address) ? address : networkOf(address)
}

function believed({ socketAddress = '', forwardedFor, trustedProxies }: Connection): string {
  if (trustedProxies === 0 || forwardedFor === undefined) return socketAddress
  const hops = forwardedFor.split(',')
  return hops.at(-Math.min(trustedProxies, hops.length)) ?? socketAddress
}

/** Some proxies append the port, and then put an IPv6 address in brackets. */
const withoutPort = (address: string): string =>
  /^\[([^\]]+)\](?::\d+)?$/.exec(address)?.[1] ?? address.replace(/^([\d.]+):\d+$/, '$1')

/** Dual-stack sockets tell IPv4 addresses in IPv6. */
const withoutMapping = (address: string): string => address.replace(/^::ffff:(?=\d+\.)/i, '')

/** The first 64 bits: whoever has one address of a network has all of them. */
function networkOf(address: string): string {
  const short = new SocketAddress({ address, family: 'ipv6' }).address
  const [head = '', tail] = short.split('::')
  const start = head === '' ? [] : head.split(':')
  const end = tail === undefined || tail === '' ? [] : tail.split(':')
  const zeros = Array.from({ length: 8 - start.length - end.length }, () => '0')
  return `${[...start, ...(tail === undefined ? [] : zeros), ...end].slice(0, 4).join(':')}::/64`
}
