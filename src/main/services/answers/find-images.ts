/**
 * Finds images in an answer, wherever a service or gateway puts them.
 *
 * Most services use one format. Gateways wrap it (`{"data":{"data":[…]}}`), and other servers put the same base64,
 * data: URLs or addresses into chat messages, content parts or lists of outputs. All of it was paid for, so all of it
 * is searched.
 */
import { isRecord, unwrapJson } from '../json'
import { isUnfinished, saysUnfinished } from './progress'

/** An image in the usual format: `b64_json` or `url`, with facts next to it. */
export type ImageItem = Record<string, unknown>

/** Fields that contain the bytes as base64, in any object. */
const BASE64_FIELDS = [
  'b64_json',
  'b64',
  'base64',
  'image_base64',
  'bytesBase64Encoded',
  'image_b64',
  'partial_image_b64',
] as const
/** Fields whose content is searched further. Others (usage, input, tools) contain no results. */
const CONTAINERS = new Set([
  'artifacts',
  'body',
  'candidates',
  'choices',
  'completion',
  'content',
  'data',
  'delta',
  'generated_images',
  'image',
  'image_url',
  'images',
  'item',
  'items',
  'message',
  'output',
  'outputs',
  'parts',
  'payload',
  'predictions',
  'response',
  'result',
  'results',
])
/** Fields in which plain text or a `url` is an image, rather than any link. */
const IMAGE_CONTEXT = new Set([
  'data',
  'image',
  'image_url',
  'images',
  'generated_images',
  'output',
  'outputs',
  'result',
  'results',
  'artifacts',
])
const DEEPEST = 10
const DATA_URL =
  /data:image\/[a-z\d.+-]{1,32}(?:;[\w-]+=[^;,"')\s]{0,64})*;base64,[A-Za-z\d+/_-]+(?:[\r\n]{1,2}[A-Za-z\d+/_-]+)*={0,2}/gi
/** Matches Markdown images, with or without a title, and HTML images. */
const SHOWN_IMAGE =
  /!\[[^\]]{0,500}\]\(\s*<?(https?:\/\/[^\s<>)]+)>?(?:\s+["'(][^\n]{0,300})?\)|<img\s[^<>]{0,500}?\bsrc=["']?([^\s"'<>]+)/gi

/** Returns every image in a parsed answer, in order. Excludes previews. */
export function findImages(value: unknown): readonly ImageItem[] {
  return findAll(value).results
}

/** Returns the results and the previews in an event. `type`: the event's name, if it isn't in a field. */
export function findAll(value: unknown, type = ''): FoundImages {
  const found: FoundImages = { results: [], previews: [] }
  const isOnItsWay = isRecord(value) && isUnfinished(value, type)
  search(value, { field: '', depth: 0, into: isOnItsWay ? 'previews' : 'results' }, found)
  return found
}

interface FoundImages {
  readonly results: ImageItem[]
  readonly previews: ImageItem[]
}

interface Place {
  readonly field: string
  readonly depth: number
  readonly into: keyof FoundImages
}

function search(value: unknown, place: Place, found: FoundImages): void {
  const { field, depth, into } = place
  if (depth > DEEPEST) return
  if (typeof value === 'string') found[into].push(...findImagesInText(value, field))
  else if (Array.isArray(value)) for (const item of value) search(item, { ...place, depth: depth + 1 }, found)
  else if (isRecord(value)) searchRecord(value, place, found)
}

function searchRecord(record: Record<string, unknown>, place: Place, found: FoundImages): void {
  // Drafts within a model's thoughts aren't results.
  if (record['thought'] === true) return
  const into = isUnfinished(record) ? 'previews' : place.into
  const own = findItem(record, place.field)
  if (own) {
    found[into].push(own)
    return
  }
  for (const [name, inner] of Object.entries(record)) {
    if (CONTAINERS.has(name)) search(inner, { field: name, depth: place.depth + 1, into }, found)
  }
}

/** Returns the object itself, if it's an image. */
function findItem(record: Record<string, unknown>, field: string): ImageItem | undefined {
  for (const name of BASE64_FIELDS) {
    const base64 = record[name]
    if (typeof base64 === 'string' && base64 !== '') return { ...record, b64_json: base64 }
  }
  // Content parts, in both spellings, and Anthropic's `source`.
  for (const name of ['inlineData', 'inline_data', 'source']) {
    const inline = record[name]
    if (isRecord(inline) && typeof inline['data'] === 'string') return { ...record, b64_json: inline['data'] }
  }
  if (record['type'] === 'image_generation_call' && typeof record['result'] === 'string') {
    return { ...record, b64_json: record['result'] }
  }
  if (typeof record['url'] === 'string' && record['url'] !== '' && IMAGE_CONTEXT.has(field)) return record
  return undefined
}

function findImagesInText(text: string, field: string): readonly ImageItem[] {
  // Some services put JSON where others have text.
  const inner = field === 'content' || field === 'text' ? unwrapJson(text) : text
  if (typeof inner !== 'string') return findImages(inner)
  if (IMAGE_CONTEXT.has(field)) {
    if (/^data:image\//i.test(text)) return [{ b64_json: text }]
    if (isFileAddress(text)) return [{ url: text.trim() }]
    if (isLongBase64(text)) return [{ b64_json: text }]
  }
  if (field !== 'content' && field !== 'text') return []
  return findShownImages(text)
}

/**
 * Matches an address with any scheme, because unfetched ones are reported, or a path on the service's own server.
 * Base64 contains no colon or dot.
 */
const FILE_ADDRESS = /^\s*(?:[a-z][a-z\d+.-]{1,20}:\/\/\S+|[^\s"<>|,;]*\.(?:png|jpe?g|webp|gif|avif)(?:[?#]\S*)?)\s*$/i
const LONGEST_ADDRESS = 4096

/** Whether a text in place of an image is its address. */
export function isFileAddress(text: string): boolean {
  return text.length <= LONGEST_ADDRESS && FILE_ADDRESS.test(text)
}

/** Finds images embedded in text: data: URLs, or images in Markdown and HTML. */
export function findShownImages(text: string): readonly ImageItem[] {
  const embedded = [...text.matchAll(DATA_URL)].map(([url]) => ({ b64_json: url }))
  if (embedded.length > 0) return embedded
  return [...text.matchAll(SHOWN_IMAGE)].map(([, url, source]) => ({ url: url ?? source }))
}

function isLongBase64(text: string): boolean {
  return text.length > 100 && /^[A-Za-z\d+/_-]{64}/.test(text) && !/\s\S*\s/.test(text.slice(0, 300))
}

/** Matches where an image's text may start in JSON. */
const FIELD_START =
  /(["'])(?:b64_json|b64|base64|image_base64|bytesBase64Encoded|data|result|url|image)\1\s*:\s*(["'])/g
const SHORTEST = 64

/**
 * Finds complete images, from the first quote to the last, in text that can't be parsed because it's cut off or
 * malformed.
 */
export function findWholeImages(text: string): readonly ImageItem[] {
  const found: ImageItem[] = []
  let end = 0
  for (const match of text.matchAll(FIELD_START)) {
    const start = match.index + match[0].length
    if (start < end) continue
    const before = text.slice(Math.max(end, match.index - 400), match.index)
    // Python's notation uses single quotes.
    end = text.indexOf(match[2] ?? '"', start)
    // A cut-off image has no closing quote.
    if (end === -1) break
    // Previews are marked next to their bytes.
    const after = text.slice(end + 1, end + 300).split(/[}\n]/, 1)[0] ?? ''
    if (end - start < SHORTEST || saysUnfinished(before + after)) continue
    // Base64 needs no escapes, but some servers add them.
    const value = text.slice(start, end)
    if (/^(?:data:image|[A-Za-z\d+/_\\-]{32})/i.test(value)) {
      found.push({ b64_json: value.includes('\\') ? value.replaceAll('\\/', '/').replace(/\\[rn]/g, '') : value })
    }
  }
  return found
}
