import { isObjectHash } from '@shared/ids'
import { getMediaType, type StoredFormat } from '@shared/image-options'
import { IMAGE_SCHEME } from '@shared/image-url'
import { isThumbnailSize, SMALLEST_THUMBNAIL } from '@shared/thumbnails'
import type { Bitmaps } from './bitmaps'
import type { ObjectStore } from './object-store'
import type { Thumbnails } from './thumbnails'

/**
 * Matches all addresses of images. Chromium adds a slash to the address of a standard scheme. A size, `small` or
 * `remains` may follow (`shared/thumbnails.ts`), or `bitmap` (`bitmapUrl`).
 */
const ADDRESS = new RegExp(`^${IMAGE_SCHEME}://([0-9a-f]{64})/?(\\d{3,4}|small|remains|bitmap)?$`)

/** The address is the hash of the content, so the content never changes. */
const FOREVER = 'public, max-age=31536000, immutable'
/** For anything that isn't final, such as an image served until its thumbnail exists. */
const ONCE = 'no-store'

interface Answer {
  readonly bytes: Buffer
  readonly format: StoredFormat
  readonly cacheControl: typeof FOREVER | typeof ONCE
}

export interface ImageResponderParts {
  readonly stores: readonly ObjectStore[]
  /** Contains images that may be deleted just before the page requests them. */
  readonly previews?: Pick<ObjectStore, 'hasRemoved'>
  readonly thumbnails?: Pick<Thumbnails, 'read' | 'readLargest'>
  readonly bitmaps?: Pick<Bitmaps, 'read'> | undefined
}

/**
 * Serves `easel-image://<sha256>` from the first store that has the image. With a size, serves its thumbnail, or the
 * image itself while there is no thumbnail. No part of the address becomes a path: it must be 64 hex digits, which are
 * looked up, and a known size. Everything else is a 404, including any method but GET.
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
        // Prevents the image from doing anything if it's opened as a document.
        'content-security-policy': "default-src 'none'; sandbox",
      },
    })
  }
}

/**
 * Returns `nothing` if the image is missing for a normal reason, so that the page's console shows no error: a list
 * requests thumbnails that don't exist yet, or a preview is requested just after its answer ended.
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
  // A thumbnail must not hide that the image is missing.
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
 * Reads the whole file at once, which is twice as fast as a Node stream. An image has 1–20 MB, stored outside V8's heap
 * and freed once Chromium has received it.
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
