import { getMediaType, type StoredFormat } from '@shared/image-options'
import { IMAGE_SCHEME } from '@shared/image-url'
import type { ObjectStore } from './object-store'

/** Chromium adds a slash to the address of a standard scheme. Nothing else is the address of an image. */
const ADDRESS = new RegExp(`^${IMAGE_SCHEME}://([0-9a-f]{64})/?$`)

/**
 * Answers `easel-image://<sha256>` from the first store that has the image. No part of the address becomes a path: the
 * address must be 64 hex digits, which are looked up. Everything else is a 404, also any method but GET.
 */
export function createImageResponder(stores: readonly ObjectStore[]): (request: Request) => Promise<Response> {
  return async (request) => {
    const hash = request.method === 'GET' ? ADDRESS.exec(request.url)?.[1] : undefined
    const image = hash === undefined ? undefined : await readFrom(stores, hash)
    if (!image) return new Response(null, { status: 404 })
    return new Response(image.bytes, {
      headers: {
        'content-type': getMediaType(image.format),
        'content-length': String(image.bytes.byteLength),
        // The address is the hash of the content, so the content never changes.
        'cache-control': 'public, max-age=31536000, immutable',
        'x-content-type-options': 'nosniff',
        // If the image is opened as a document of its own, it can't do anything.
        'content-security-policy': "default-src 'none'; sandbox",
      },
    })
  }
}

/**
 * Reads the whole file at once. An image has one to twenty megabytes, outside of V8's heap, freed once Chromium has
 * them. That's twice as fast as a stream through Node.
 */
async function readFrom(
  stores: readonly ObjectStore[],
  hash: string,
): Promise<{ readonly bytes: Buffer; readonly format: StoredFormat } | undefined> {
  for (const store of stores) {
    const image = await store.read(hash)
    if (image) return image
  }
  return undefined
}
