import { constants, type FileHandle, open } from 'node:fs/promises'
import type { ImageFormat } from '@shared/image-options'
import { IMAGE_SCHEME } from '@shared/contract'
import type { ObjectStore, StoredObject } from './object-store'

/** Chromium writes the address of a standard scheme with a slash at its end. Nothing else is an address of a picture. */
const ADDRESS = new RegExp(`^${IMAGE_SCHEME}://([0-9a-f]{64})/?$`)

const CONTENT_TYPES = { png: 'image/png', jpeg: 'image/jpeg', webp: 'image/webp' } as const satisfies Record<
  ImageFormat,
  string
>

/** A 1.5 MB picture in six reads; each chunk is gone before the next but one is read. */
const CHUNK_BYTES = 256 * 1024

/**
 * Answers `easel-image://<sha256>` from the first store that has the picture, streamed from disk. No part of the
 * address becomes a path: it is 64 hex digits, looked up, or 404, which is also the answer to anything but GET.
 */
export function createImageResponder(stores: readonly ObjectStore[]): (request: Request) => Promise<Response> {
  return async (request) => {
    const hash = request.method === 'GET' ? ADDRESS.exec(request.url)?.[1] : undefined
    const found = hash === undefined ? undefined : await findIn(stores, hash)
    if (!found) return new Response(null, { status: 404 })
    return new Response(streamOf(found.path), {
      headers: {
        'content-type': CONTENT_TYPES[found.format],
        'content-length': String(found.bytes),
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
 * Reads as fast as it is drained. The file is open only while somebody reads: pages drop pictures in mid-load all the
 * time (scrolling), and `Readable.toWeb` of Node 18 throws "Controller is already closed" out of an event handler then.
 */
function streamOf(path: string): ReadableStream<Uint8Array> {
  let file: FileHandle | undefined
  const close = async (): Promise<void> => {
    await file?.close()
    file = undefined
  }
  const source = {
    async pull(controller: ReadableStreamDefaultController<Uint8Array>): Promise<void> {
      try {
        // Windows knows no O_NOFOLLOW; there the store's own look at the file has to do.
        file ??= await open(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0))
        const { bytesRead, buffer } = await file.read(Buffer.allocUnsafeSlow(CHUNK_BYTES))
        if (bytesRead > 0) return controller.enqueue(buffer.subarray(0, bytesRead))
        await close()
        controller.close()
      } catch (error) {
        await close()
        throw error
      }
    },
    cancel: close,
  }
  // No reading ahead: an answer that is dropped unread never opens its file.
  return new ReadableStream(source, { highWaterMark: 0 })
}
