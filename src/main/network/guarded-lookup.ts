/**
 * A name lookup for connections that may only reach certain addresses, whatever the name suggests or resolved to
 * before: the addresses checked here are those connected to.
 */
import { lookup, type LookupAddress, type LookupOptions } from 'node:dns'
import { isOwnAddress, isPublicAddress } from './private-address'

/**
 * `own`: only the user's own network, for unencrypted connections. A `.local` name that a search domain or a hostile
 * name server points to the internet is refused. `public`: only the internet, for addresses from others. A name that
 * resolves to the user's own network, now or later, is refused.
 */
export type Reach = 'own' | 'public'

/** Error codes for refused names. */
export const OUT_OF_REACH: Readonly<Record<Reach, string>> = {
  own: 'EASEL_NOT_OWN_ADDRESS',
  public: 'EASEL_NOT_PUBLIC_ADDRESS',
}

export type LookUpAll = (
  hostname: string,
  options: LookupOptions & { readonly all: true },
  done: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void

type Done = (error: NodeJS.ErrnoException | null, address: string | LookupAddress[], family?: number) => void

/**
 * Creates a lookup for `net.connect`, which doesn't call it for hosts that are addresses. `lookUpAll` is the system's,
 * except in tests.
 */
export function createGuardedLookup(reach: Reach, lookUpAll: LookUpAll = lookup) {
  return (hostname: string, options: LookupOptions, done: Done): void => {
    lookUpAll(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return done(error, [])
      const reachable = pickReachable(reach, addresses)
      const [first] = reachable
      if (!first) return done(refuse(reach, hostname), [])
      return options.all ? done(null, reachable) : done(null, first.address, first.family)
    })
  }
}

function pickReachable(reach: Reach, addresses: LookupAddress[]): LookupAddress[] {
  if (reach === 'own') return addresses.filter(({ address }) => isOwnAddress(address))
  // A public name with one private address is never accidental.
  return addresses.every(({ address }) => isPublicAddress(address)) ? addresses : []
}

function refuse(reach: Reach, hostname: string): NodeJS.ErrnoException {
  const where = reach === 'own' ? 'the internet' : 'the user’s own network'
  return Object.assign(new Error(`${hostname} leads to ${where}`), {
    code: OUT_OF_REACH[reach],
    syscall: 'getaddrinfo',
  })
}
