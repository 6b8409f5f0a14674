/**
 * Finds images in places that no known service uses: the last search before an answer counts as one without images. It
 * was paid for, so any text that starts like an image's base64 counts, whatever its field is called.
 */
import { isRecord } from '../json'
import { findShownImages, type ImageItem } from './find-images'
import { isUnfinished } from './progress'

/** Fields that aren't results: inputs, drafts and thumbnails. */
const NO_RESULT =
  /^(?:input|init|source|reference|control|mask|prompt|request|params?$|thumb|preview|partial|thought|draft|current_|intermediate|latent|tool|logo|icon|avatar|docs|help|status|polling|cancel|web|billing|support)/i
const DEEPEST = 12
/** In characters. The smallest plausible image. */
const SHORTEST = 64
/**
 * Base64 of PNG, JPEG, WebP, GIF and AVIF, or a data: URL. The last two alternatives are double-encoded PNG and data:
 * URLs.
 */
const IMAGE_TEXT =
  /^\s*(?:data:image\/|image\/[\w.+-]{1,20};\s*base64,|iVBORw0KGgo|\/9j\/|_9j_|UklGR|R0lGOD|AAAA[\w+/-]{2}Z0eX|aVZCT1J3MEtHZ|ZGF0YTppbWFnZ)/i
const IMAGE_FIELD = /url|uri|image|img|link|href|file|result|output/i
const ADDRESS = /^https?:\/\/\S+$/i
const IMAGE_ADDRESS = /https?:\/\/[^\s"'<>()[\]]+?\.(?:png|jpe?g|webp|avif|gif)\b(?:\?[^\s"'<>()[\]]*)?/gi

/** Returns either base64 or addresses, not both, because they refer to the same image. */
export function findHiddenImages(value: unknown): readonly ImageItem[] {
  const found = { bytes: [] as ImageItem[], addresses: [] as ImageItem[] }
  search(value, '', 0, found)
  return found.bytes.length > 0 ? found.bytes : found.addresses
}

/** Finds images in text, or in a body that isn't JSON. */
export function findHiddenInText(text: string): readonly ImageItem[] {
  if (isImageText(text)) return [{ b64_json: text.trim() }]
  const shown = findShownImages(text)
  if (shown.length > 0) return shown
  if (ADDRESS.test(text.trim())) return [{ url: text.trim() }]
  return [...text.slice(0, 20_000).matchAll(IMAGE_ADDRESS)].map(([url]) => ({ url }))
}

/** Whether a text starts like the base64 of an image. */
export function isImageText(text: string): boolean {
  return text.length >= SHORTEST && IMAGE_TEXT.test(text.slice(0, SHORTEST))
}

function search(
  value: unknown,
  field: string,
  depth: number,
  found: { readonly bytes: ImageItem[]; readonly addresses: ImageItem[] },
): void {
  if (depth > DEEPEST) return
  if (typeof value === 'string') {
    if (isImageText(value)) found.bytes.push({ b64_json: value })
    else if (ADDRESS.test(value.trim()) && (IMAGE_FIELD.test(field) || depth === 0))
      found.addresses.push({ url: value.trim() })
  } else if (Array.isArray(value)) {
    const bytes = readByteList(value)
    if (bytes) found.bytes.push({ b64_json: bytes.toString('base64') })
    else for (const item of value) search(item, field, depth + 1, found)
  } else if (isRecord(value) && value['thought'] !== true && !isUnfinished(value)) {
    for (const [name, inner] of Object.entries(value)) {
      if (!NO_RESULT.test(name)) search(inner, name, depth + 1, found)
    }
  }
}

/** Reads bytes serialized by `JSON.stringify` in Node: a list of numbers. */
function readByteList(list: readonly unknown[]): Buffer | undefined {
  if (list.length < SHORTEST || !list.slice(0, 12).every(Number.isInteger)) return undefined
  const bytes = Buffer.from(list as number[])
  return isImageText(bytes.subarray(0, SHORTEST).toString('base64')) ? bytes : undefined
}
