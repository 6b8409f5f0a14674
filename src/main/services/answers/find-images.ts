/**
 * Images in an answer, wherever a service or gateway has put them.
 *
 * Most services have one shape. Gateways wrap it (`{"data":{"data":[…]}}`), and servers of other makes put the same base64, data:
 * URLs or addresses into chat messages, parts of content or lists of outputs. All of it was paid for, so all is looked for.
 */
import { isRecord, unwrapJson } from '../json'
import { isUnfinished, saysUnfinished } from './progress'

/** As the usual items have it: `b64_json` or `url`, and facts beside them. */
export type ImageItem = Record<string, unknown>

/** Fields that hold the bytes as base64, whatever object they are in. */
const BASE64_FIELDS = [
  'b64_json',
  'b64',
  'base64',
  'image_base64',
  'bytesBase64Encoded',
  'image_b64',
  'partial_image_b64',
] as const
/** Fields whose content is searched further. Anything else (usage, input, tools) holds no results. */
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
/** Fields below which a bare text or `url` is an image, and not any link. */
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
/** With or without a title, and the same as HTML. */
const SHOWN_IMAGE =
  /!\[[^\]]{0,500}\]\(\s*<?(https?:\/\/[^\s<>)]+)>?(?:\s+["'(][^\n]{0,300})?\)|<img\s[^<>]{0,500}?\bsrc=["']?([^\s"'<>]+)/gi

/** Every image in a parsed answer, in order. Previews are none. */
export function findImages(value: unknown): readonly ImageItem[] {
  return findAll(value).results
}

/** The results and the previews in an event. `type`: the event's name, if it isn't in a field of it. */
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
  // The drafts of a model that thinks are no results.
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

/** The object itself as an item, where it is one. */
function findItem(record: Record<string, unknown>, field: string): ImageItem | undefined {
  for (const name of BASE64_FIELDS) {
    const base64 = record[name]
    if (typeof base64 === 'string' && base64 !== '') return { ...record, b64_json: base64 }
  }
  // Parts of content, in both spellings, and Anthropic's `source`.
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
  // Some services answer with JSON where others have words.
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

/** By any scheme, since one that isn't fetched is told; or as a path on the service's own server. Base64 has neither colon nor dot. */
const FILE_ADDRESS = /^\s*(?:[a-z][a-z\d+.-]{1,20}:\/\/\S+|[^\s"<>|,;]*\.(?:png|jpe?g|webp|gif|avif)(?:[?#]\S*)?)\s*$/i
const LONGEST_ADDRESS = 4096

/** Whether a text where an image belongs is the address of one. */
export function isFileAddress(text: string): boolean {
  return text.length <= LONGEST_ADDRESS && FILE_ADDRESS.test(text)
}

/** Images that words show: data: URLs, or images of Markdown and HTML. */
export function findShownImages(text: string): readonly ImageItem[] {
  const embedded = [...text.matchAll(DATA_URL)].map(([url]) => ({ b64_json: url }))
  if (embedded.length > 0) return embedded
  return [...text.matchAll(SHOWN_IMAGE)].map(([, url, source]) => ({ url: url ?? source }))
}

function isLongBase64(text: string): boolean {
  return text.length > 100 && /^[A-Za-z\d+/_-]{64}/.test(text) && !/\s\S*\s/.test(text.slice(0, 300))
}

/** Where the text of an image may begin in JSON. */
const FIELD_START =
  /(["'])(?:b64_json|b64|base64|image_base64|bytesBase64Encoded|data|result|url|image)\1\s*:\s*(["'])/g
const SHORTEST = 64

/** Images that are whole, from the first quote to the last, in a text that cannot be parsed: it was cut, or is malformed. */
export function findWholeImages(text: string): readonly ImageItem[] {
  const found: ImageItem[] = []
  let end = 0
  for (const match of text.matchAll(FIELD_START)) {
    const start = match.index + match[0].length
    if (start < end) continue
    const before = text.slice(Math.max(end, match.index - 400), match.index)
    // Python's own notation has single quotes.
    end = text.indexOf(match[2] ?? '"', start)
    // What is cut has no last quote.
    if (end === -1) break
    // A preview says so beside its bytes.
    const after = text.slice(end + 1, end + 300).split(/[}\n]/, 1)[0] ?? ''
    if (end - start < SHORTEST || saysUnfinished(before + after)) continue
    // Base64 needs no escapes; some servers write them all the same.
    const value = text.slice(start, end)
    if (/^(?:data:image|[A-Za-z\d+/_\\-]{32})/i.test(value)) {
      found.push({ b64_json: value.includes('\\') ? value.replaceAll('\\/', '/').replace(/\\[rn]/g, '') : value })
    }
  }
  return found
}
