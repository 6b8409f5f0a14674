import type { ImageFormat } from '@shared/image-options'
import { IMAGE_SCHEME } from '@shared/contract'
import type { ObjectStore } from './object-store'

/** Chromium writes the address of a standard scheme with a slash at its end. Nothing else is an address of a picture. */
const ADDRESS = new RegExp(`^${IMAGE_SCHEME}://([0-9a-f]{64})/?$`)

const CONTENT_TYPES = { png: 'image/png', jpeg: 'image/jpeg', webp: 'image/webp' } as const satisfies Record<
  ImageFormat,
  string
>

/**
 * Answers `easel-image://<sha256>` from the first store that has the picture. No part of the
 * address becomes a path: it is 64 hex digits, looked up, or 404, which is also the answer to anything but GET.
 */
export function createImageResponder(stores: readonly ObjectStore[]): (request: Request) => Promise<Response> {
  return async (request) => {
    const hash = request.method === 'GET' ? ADDRESS.exec(request.url)?.[1] : undefined
    const picture = hash === undefined ? undefined : await readFrom(stores, hash)
    if (!picture) return new Response(null, { status: 404 })
    return new Response(picture.bytes, {
      headers: {
        'content-type': CONTENT_TYPES[picture.format],
        'content-length': String(picture.bytes.byteLength),
        // The address is the hash of the content: it can never mean anything else.
        'cache-control': 'public, max-age=31536000, immutable',
        'x-content-type-options': 'nosniff',
        // Should the picture ever be opened as a document of its own, it can do nothing.
        'content-security-policy': "default-src 'none'; sandbox",
      },
    })
  }
}

/**
 * The whole file at once. A picture has one to twenty megabytes, outside of V8's heap and gone once Chromium has it: that
 * is twice as fast as a stream through Node, and a `ReadableStream` of our own ends in a broken picture in Electron 25.
 */
async function readFrom(
  stores: readonly ObjectStore[],
  hash: string,
): Promise<{ readonly bytes: Buffer; readonly format: ImageFormat } | undefined> {
  for (const store of stores) {
    const picture = await store.read(hash)
    if (picture) return picture
  }
  return undefined
}
