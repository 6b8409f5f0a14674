import { isObjectHash } from '@shared/ids'
import { getMediaType, type StoredFormat } from '@shared/image-options'
import { IMAGE_SCHEME } from '@shared/image-url'
import { isThumbnailSize, SMALLEST_THUMBNAIL } from '@shared/thumbnails'
import type { Bitmaps } from './bitmaps'
import type { ObjectStore } from './object-store'
import type { Thumbnails } from './thumbnails'

/**
 * Chromium adds a slash to the address of a standard scheme. A size, `small` or `remains` may follow (`shared/thumbnails.ts`), or
 * `bitmap` (`bitmapUrl`). Nothing else is the address of an image.
 */
const ADDRESS = new RegExp(`^${IMAGE_SCHEME}://([0-9a-f]{64})/?(\\d{3,4}|small|remains|bitmap)?$`)

/** The address is the hash of the content, so the content never changes. */
const FOREVER = 'public, max-age=31536000, immutable'
/** It is replaced by a smaller one as soon as there is one. */
const ONCE = 'no-store'

interface Answer {
  readonly bytes: Buffer
  readonly format: StoredFormat
  readonly cacheControl: typeof FOREVER | typeof ONCE
}

export interface ImageResponderParts {
  readonly stores: readonly ObjectStore[]
  /** The store whose images are deleted while the page may still be about to ask for them. */
  readonly previews?: Pick<ObjectStore, 'hasRemoved'>
  readonly thumbnails?: Pick<Thumbnails, 'read' | 'readLargest'>
  readonly bitmaps?: Pick<Bitmaps, 'read'> | undefined
}

/**
 * Answers `easel-image://<sha256>` from the first store that has the image, with a size its small copy, or the image
 * itself as long as it has none. No part of the address becomes a path: the address must be 64 hex digits, which are
 * looked up, and a known size. Everything else is a 404, also any method but GET.
 */
export function createImageResponder(parts: ImageResponderParts): (request: Request) => Promise<Response> {
  return async (request) => {
    const image = request.method === 'GET' ? await findAnswer(parts, request.url) : undefined
    if (image === 'nothing') return new Response(null, { status: 204, headers: { 'cache-control': ONCE } })
    if (!image) return new Response(null, { status: 404 })
    return new Response(image.bytes, {
      headers: {
        'content-type': getMediaType(image.format),
        'content-length': String(image.bytes.byteLength),
        'cache-control': image.cacheControl,
        'x-content-type-options': 'nosniff',
        // If the image is opened as a document of its own, it can't do anything.
        'content-security-policy': "default-src 'none'; sandbox",
      },
    })
  }
}

/**
 * `nothing` isn't an error, and the page's console has nothing to say of it: a list that asks for a small copy shows nothing,
 * and a preview is asked for late when its answer has just ended.
 */
async function findAnswer(
  { stores, previews, thumbnails, bitmaps }: ImageResponderParts,
  url: string,
): Promise<Answer | 'nothing' | undefined> {
  const [, hash = '', part] = ADDRESS.exec(url) ?? []
  if (!isObjectHash(hash)) return undefined
  if (part === undefined) {
    return (await readFrom(stores, hash, FOREVER)) ?? (previews?.hasRemoved(hash) ? 'nothing' : undefined)
  }
  if (part === 'bitmap') {
    const bytes = await bitmaps?.read(hash).catch(() => undefined)
    return bytes && { bytes, format: 'png', cacheControl: ONCE }
  }
  if (part === 'remains') return asCopy(await thumbnails?.readLargest(hash))
  if (part === 'small') {
    const copy = (await isThere(stores, hash)) ? await thumbnails?.read(hash, SMALLEST_THUMBNAIL) : undefined
    return asCopy(copy) ?? 'nothing'
  }
  const size = Number(part)
  if (!isThumbnailSize(size)) return undefined
  const bytes = await thumbnails?.read(hash, size)
  if (!bytes) return readFrom(stores, hash, ONCE)
  // A copy must not hide that the image is gone.
  return (await isThere(stores, hash)) ? asCopy(bytes) : undefined
}

function asCopy(bytes: Buffer | undefined): Answer | undefined {
  return bytes && { bytes, format: 'webp', cacheControl: FOREVER }
}

async function isThere(stores: readonly ObjectStore[], hash: string): Promise<boolean> {
  for (const store of stores) if (await store.find(hash)) return true
  return false
}

/**
 * Reads the whole file at once. An image has one to twenty megabytes, outside of V8's heap, freed once Chromium has
 * them. That's twice as fast as a stream through Node.
 */
async function readFrom(
  stores: readonly ObjectStore[],
  hash: string,
  cacheControl: Answer['cacheControl'],
): Promise<Answer | undefined> {
  for (const store of stores) {
    const image = await store.read(hash)
    if (image) return { ...image, cacheControl }
  }
  return undefined
}
