/**
 * Name lookup for connections that may only lead to some addresses, whatever the name promises, and whatever it meant
 * when it was looked up before: the addresses judged here are those connected to.
 */
import { lookup, type LookupAddress, type LookupOptions } from 'node:dns'
import { isOwnAddress, isPublicAddress } from './private-address'

/**
 * `own`: to the user's own network, for what isn't encrypted. A `.local` name that a search domain or a hostile name
 * server points to the internet gets no connection. `public`: to the internet, for addresses that others name. A name
 * that leads into the user's own network, now or with its next answer, gets none.
 */
export type Reach = 'own' | 'public'

/** The codes of the errors that refuse a name. */
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

/** For `net.connect`, which doesn't call it for hosts that are addresses. `lookUpAll` is the system's, except in tests. */
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
  // A public name with one private address is no mistake of anyone's.
  return addresses.every(({ address }) => isPublicAddress(address)) ? addresses : []
}

function refuse(reach: Reach, hostname: string): NodeJS.ErrnoException {
  const where = reach === 'own' ? 'the internet' : 'the user’s own network'
  return Object.assign(new Error(`${hostname} leads to ${where}`), {
    code: OUT_OF_REACH[reach],
    syscall: 'getaddrinfo',
  })
}
