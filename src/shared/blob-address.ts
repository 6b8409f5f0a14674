/** Addresses of uploaded pictures. They come out of records, so they are looked at before anything is done with them. */

export interface BlobPlace {
  readonly store: string
  readonly access: 'public' | 'private'
}

/** Where Vercel serves blobs from. */
const BLOB_HOST = /^([a-z0-9-]+)\.(public|private)\.blob\.vercel-storage\.com$/

/** Undefined for anything but an encrypted address in a Blob store. */
export function blobPlaceOf(address: string): BlobPlace | undefined {
  try {
    const { protocol, hostname, port, username, password } = new URL(address)
    const [, store, access] = BLOB_HOST.exec(hostname) ?? []
    if (protocol !== 'https:' || port || username || password || !store) return undefined
    return { store, access: access === 'private' ? 'private' : 'public' }
  } catch {
    return undefined
  }
}

/** The store that a token is for (`vercel_blob_rw_<store>_<secret>`); undefined when it does not say. */
export function storeOfToken(token: string): string | undefined {
  return /^vercel_blob_rw_([A-Za-z0-9-]+)_/.exec(token)?.[1]?.toLowerCase()
}
