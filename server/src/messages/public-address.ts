import { BlockList, isIP } from 'node:net'

/** What is not the public internet, by the registries of special-purpose addresses (IANA). */
const special = new BlockList()

const specialV4: readonly [string, number][] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
]
for (const [net, prefix] of specialV4) special.addSubnet(net, prefix, 'ipv4')

/** Within 2000::/3, which is all that is routed: protocol assignments and Teredo, documentation, 6to4. */
const specialV6: readonly [string, number][] = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
]
for (const [net, prefix] of specialV6) special.addSubnet(net, prefix, 'ipv6')

const routedV6 = new BlockList()
routedV6.addSubnet('2000::', 3, 'ipv6')

/**
 * True for an address on the public internet. Anything that leads elsewhere is not: this machine, its network, metadata
 * services, and the forms in which IPv6 carries an IPv4 address.
 */
export function isPublicAddress(address: string): boolean {
  switch (isIP(address)) {
    case 4:
      return !special.check(address, 'ipv4')
    case 6:
      return routedV6.check(address, 'ipv6') && !special.check(address, 'ipv6')
    default:
      return false
  }
}
