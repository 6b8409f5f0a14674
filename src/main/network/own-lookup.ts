/**
 * Name lookup for unencrypted connections: connects only to the user's own addresses, whatever the name promises. A
 * `.local` name that a search domain or a hostile name server points to the internet gets no connection.
 */
import { lookup, type LookupAddress, type LookupOptions } from 'node:dns'
import { isOwnAddress } from './private-address'

export const NOT_OWN_ADDRESS = 'EASEL_NOT_OWN_ADDRESS'

type LookUpAll = (
  hostname: string,
  options: LookupOptions & { readonly all: true },
  done: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void

type Done = (error: NodeJS.ErrnoException | null, address: string | LookupAddress[], family?: number) => void

/** For `net.connect`. `lookUpAll` is the system's, except in tests. */
export function createOwnLookup(lookUpAll: LookUpAll = lookup) {
  return (hostname: string, options: LookupOptions, done: Done): void => {
    lookUpAll(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return done(error, [])
      const own = addresses.filter(({ address }) => isOwnAddress(address))
      const [first] = own
      if (!first) return done(notOwn(hostname), [])
      return options.all ? done(null, own) : done(null, first.address, first.family)
    })
  }
}

function notOwn(hostname: string): NodeJS.ErrnoException {
  return Object.assign(new Error(`${hostname} leads to the internet`), {
    code: NOT_OWN_ADDRESS,
    syscall: 'getaddrinfo',
  })
}
