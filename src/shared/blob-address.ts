/** Parses addresses of uploaded images. They come from stored records, so they're checked before use. */

export interface BlobPlace {
  readonly store: string
  readonly access: 'public' | 'private'
}

/** The host that Vercel serves blobs from. */
const BLOB_HOST = /^([a-z0-9-]+)\.(public|private)\.blob\.vercel-storage\.com$/

/** Undefined for anything but an https: address in a Blob store. */
export function parseBlobAddress(address: string): BlobPlace | undefined {
  try {
    const { protocol, hostname, port, username, password } = new URL(address)
    const [, store, access] = BLOB_HOST.exec(hostname) ?? []
    if (protocol !== 'https:' || port || username || password || !store) return undefined
    return { store, access: access === 'private' ? 'private' : 'public' }
  } catch {
    return undefined
  }
}

/** Returns the store of a token (`vercel_blob_rw_<store>_<secret>`). Undefined when the token doesn't contain it. */
export function storeOfToken(token: string): string | undefined {
  return /^vercel_blob_rw_([A-Za-z0-9-]+)_/.exec(token)?.[1]?.toLowerCase()
}
