import { constants, readFile } from 'node:fs/promises'
import type { ImageFormat } from '@shared/image-options'
import { IMAGE_SCHEME } from '@shared/contract'
import type { ObjectStore, StoredObject } from './object-store'

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
    const found = hash === undefined ? undefined : await findIn(stores, hash)
    const bytes = found && (await bytesOf(found.path))
    if (!found || !bytes) return new Response(null, { status: 404 })
    return new Response(bytes, {
      headers: {
        'content-type': CONTENT_TYPES[found.format],
        'content-length': String(bytes.byteLength),
        // The address is the hash of the content: it can never mean anything else.
        'cache-control': 'public, max-age=31536000, immutable',
        'x-content-type-options': 'nosniff',
        // Should the picture ever be opened as a document of its own, it can do nothing.
        'content-security-policy': "default-src 'none'; sandbox",
      },
    })
  }
}

async function findIn(stores: readonly ObjectStore[], hash: string): Promise<StoredObject | undefined> {
  for (const store of stores) {
    const found = await store.find(hash)
    if (found) return found
  }
  return undefined
}

/**
 * The whole file at once. A picture has one to twenty megabytes, outside of V8's heap and gone once Chromium has it: that
 * is twice as fast as a stream through Node, and a `ReadableStream` of our own ends in a broken picture in Electron 25.
 * Undefined when the file has gone in between, or is a link: a link could point anywhere.
 */
async function bytesOf(path: string): Promise<Buffer | undefined> {
  try {
    // Windows knows no O_NOFOLLOW; there the store's own look at the file has to do.
    return await readFile(path, { flag: constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) })
  } catch {
    return undefined
  }
}
