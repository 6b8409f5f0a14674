/** Distinguishes addresses and names of this computer or the user's own network from those on the internet. */
import { BlockList, isIP } from 'node:net'

/** Where a key may be sent unencrypted, because no router on the way belongs to a stranger. */
const OWN = createList([
  ['0.0.0.0', 32], // as a target, this computer
  ['10.0.0.0', 8], // RFC 1918
  ['100.64.0.0', 10], // RFC 6598; used by VPNs such as Tailscale
  ['127.0.0.0', 8],
  ['169.254.0.0', 16], // RFC 3927, link-local
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['::', 128],
  ['::1', 128],
  ['fc00::', 7], // RFC 4193, unique local
  ['fe80::', 10], // RFC 4291, link-local
  ['fec0::', 10], // site-local, deprecated by RFC 3879 but still in use
])

/** Neither private nor on the internet (RFC 6890, RFC 5737, RFC 3849). */
const RESERVED = createList([
  ['0.0.0.0', 8],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
])

const LOOPBACK = createList([
  ['127.0.0.0', 8],
  ['::1', 128],
])

/** Contains all IPv6 addresses routed on the internet. */
const ROUTED_IPV6 = createList([['2000::', 3]])
/** RFC 6052: an IPv4 address, as reached from a network without IPv4. */
const NAT64 = createList([['64:ff9b::', 96]])

/**
 * Names that no public name server resolves, or that VPNs and home routers resolve (RFC 6761, 6762, 8375; `.internal`
 * by ICANN).
 */
const OWN_SUFFIXES = [
  'localhost',
  'local',
  'localdomain',
  'internal',
  'intranet',
  'private',
  'corp',
  'home',
  'home.arpa',
  'lan',
  'ts.net',
  'netbird.cloud',
  'fritz.box',
  'speedport.ip',
  'test',
] as const

/**
 * Whether an address is this computer or in a network that is private in practice. False for anything that isn't an IP
 * address.
 */
export function isOwnAddress(address: string): boolean {
  return isIn(OWN, address)
}

/** Whether a host in a URL is this computer, by its name or address. */
export function isLoopbackHost(hostname: string): boolean {
  const host = hostname.replace(/^\[|\]$/g, '').toLowerCase()
  return host === 'localhost' || host.endsWith('.localhost') || isIn(LOOPBACK, host)
}

/** Whether an address is on the internet only. False for anything that isn't an IP address. */
export function isPublicAddress(address: string): boolean {
  if (isIP(address) === 0 || isOwnAddress(address) || isIn(RESERVED, address)) return false
  if (isIP(address) === 4) return true
  const embedded = embeddedIpv4(address)
  return embedded === undefined ? isIn(ROUTED_IPV6, address) : isPublicAddress(embedded)
}

/**
 * Whether a host in a URL belongs to the user's own computer or network. A name is only a hint: the address it resolves
 * to is checked when connecting (`guarded-lookup.ts`).
 */
export function isOwnHost(hostname: string): boolean {
  const host = hostname
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '')
    .toLowerCase()
  if (isIP(host) !== 0) return isOwnAddress(host)
  if (host === '') return false
  // The local network resolves names without a dot.
  if (!host.includes('.')) return true
  return OWN_SUFFIXES.some((suffix) => host.endsWith(`.${suffix}`))
}

/**
 * Creates the list on first use: parsing addresses takes longer than loading the rest of this file, and a start needs
 * none.
 */
function createList(subnets: readonly (readonly [string, number])[]): () => BlockList {
  let list: BlockList | undefined
  return () => {
    if (list) return list
    list = new BlockList()
    for (const [address, bits] of subnets) list.addSubnet(address, bits, isIP(address) === 4 ? 'ipv4' : 'ipv6')
    return list
  }
}

function isIn(list: () => BlockList, address: string): boolean {
  const plain = withoutZone(address)
  const mapped = mappedIpv4(plain)
  if (mapped !== undefined) return list().check(mapped, 'ipv4')
  const family = isIP(plain)
  return family !== 0 && list().check(plain, family === 4 ? 'ipv4' : 'ipv6')
}

function withoutZone(address: string): string {
  return address.replace(/%.*$/, '')
}

/** Reads an IPv4-mapped address (RFC 4291), like `::ffff:10.0.0.7`, in any spelling. */
function mappedIpv4(address: string): string | undefined {
  const words = isIP(address) === 6 ? wordsOfIpv6(address) : undefined
  if (!words || words.slice(0, 5).some((word) => word !== 0) || words[5] !== 0xffff) return undefined
  return lastIpv4(words)
}

function embeddedIpv4(address: string): string | undefined {
  const mapped = mappedIpv4(address)
  if (mapped !== undefined) return mapped
  return isIn(NAT64, address) ? lastIpv4(wordsOfIpv6(withoutZone(address))) : undefined
}

/** Returns the address's eight words. The platform's URL parser handles every spelling. */
function wordsOfIpv6(address: string): readonly number[] {
  const [head = '', tail] = new URL(`http://[${address}]/`).hostname.slice(1, -1).split('::')
  const read = (part: string | undefined): number[] => (part ? part.split(':').map((word) => parseInt(word, 16)) : [])
  const before = read(head)
  const after = read(tail)
  return [...before, ...Array.from({ length: 8 - before.length - after.length }, () => 0), ...after]
}

function lastIpv4(words: readonly number[]): string {
  return [words[6] ?? 0, words[7] ?? 0].flatMap((word) => [word >> 8, word & 0xff]).join('.')
}
