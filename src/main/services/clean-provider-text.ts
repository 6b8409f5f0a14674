/** Turns a provider's text into one readable line: no markup, no JSON, no key, limited length. */
import { redact } from '../log/redact'
import { nameField } from './name-field'

/** In characters. Two or three sentences; anything longer is a dump, not an explanation. */
const MAX_LENGTH = 300
/** In characters. A gateway's body can be a whole page with embedded images. The message is near the top. */
const MAX_INPUT = 50_000
/**
 * For nested objects, and for JSON as a string within JSON. Gateways that wrap an upstream's error need half of this.
 */
const MAX_NESTING = 10

/** `400 {"detail": …}`: the status that SDKs put before the body. */
const STATUS_BEFORE_BODY = /^\d{3} (?=[{["<])/
const PAGE = /<(?:!doctype|html|head|body|title|h[1-6]|p|div|center|pre|span|b|br|hr|script|style|svg|img|iframe)\b/i
/** Elements with invisible content. */
const INVISIBLE: ReadonlySet<string> = new Set(['head', 'script', 'style', 'template'])
/** What remains of errors without a message. */
const SAYS_NOTHING = /^(?:\d{3} )?(?:status code \(no body\)|null|undefined|\[object Object\]|error\.?)$/i
/** Fields in which services put their message, normalized by `writeName`. */
const SENTENCE_FIELDS = [
  'message',
  'error',
  'detail',
  'msg',
  'errordescription',
  'errors',
  'errormessage',
  'errormsg',
  'err',
  'statusmsg',
  'baseresp',
  'innererror',
  'fault',
  'faultstring',
  'description',
  'reason',
  'messages',
  'text',
  'title',
  'details',
  'data',
] as const
/** Terminal color codes. */
const TERMINAL_CODES = /\p{Cc}\[[\d;]*[A-Za-z]/gu
const XML_MESSAGE = /<(?:message|faultstring|detail|code)>([^<]{1,300})</i

const ENTITIES: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
  '&nbsp;': ' ',
}

/**
 * Extracts the message from a JSON body or an HTML page, or takes the text itself. Returns one line, without keys and
 * invisible characters, at most 300 characters, or '' if it means nothing to users. The result is text, not markup.
 */
export function cleanProviderText(text: string): string {
  const sentence = findSentence(text.slice(0, MAX_INPUT).replace(TERMINAL_CODES, ''), 0)
  // Control characters, and marks that reorder or hide text, don't belong in a message.
  const plain = redact(sentence.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\s]+/gu, ' ').trim())
  // Numbers and punctuation alone explain nothing.
  return SAYS_NOTHING.test(plain) || !/\p{L}{2}/u.test(plain) ? '' : shorten(plain)
}

function findSentence(text: string, nesting: number): string {
  const body = text.trim().replace(STATUS_BEFORE_BODY, '')
  if (/^<\?xml|^<error>/i.test(body)) return readXml(body)
  if (!/^[{["]/.test(body)) return PAGE.test(body) ? readPage(body) : body
  try {
    return findSentenceIn(JSON.parse(body), nesting + 1)
  } catch {
    // Invalid JSON isn't readable text either.
    return body.startsWith('"') ? body : ''
  }
}

function findSentenceIn(value: unknown, nesting: number): string {
  if (nesting > MAX_NESTING) return ''
  if (typeof value === 'string') return findSentence(value, nesting)
  // FastAPI reports invalid fields as a list.
  if (Array.isArray(value)) {
    const sentences = value.slice(0, MAX_NESTING).map((item) => findSentenceIn(item, nesting + 1))
    return sentences.filter(Boolean).join(' ')
  }
  if (typeof value !== 'object' || value === null) return ''
  const fields = new Map(Object.entries(value).map(([name, inner]) => [writeName(name), inner]))
  for (const field of SENTENCE_FIELDS) {
    const sentence = findSentenceIn(fields.get(field), nesting + 1)
    if (sentence !== '') return nameField(sentence, value)
  }
  return ''
}

/** Normalizes spellings of a field: `errorMessage` and `error_message` are the same. */
function writeName(name: string): string {
  return name.length > 40 ? name : name.replaceAll('_', '').toLowerCase()
}

function readXml(text: string): string {
  return (/<message>([^<]{1,300})</i.exec(text) ?? XML_MESSAGE.exec(text))?.[1] ?? removeTags(text)
}

function readPage(page: string): string {
  const heading = /<title[^<>]{0,200}>([^<]{1,300})/i.exec(page) ?? /<h1[^<>]{0,200}>([^<]{1,300})/i.exec(page)
  const text = heading?.[1]?.trim() || removeTags(page)
  return text.replace(/&(?:amp|lt|gt|quot|#39|nbsp);/g, (entity) => ENTITIES[entity] ?? entity)
}

/** Goes from tag to tag in one pass. Patterns that search for an end could rescan a hostile page again and again. */
function removeTags(page: string): string {
  const [before = '', ...pieces] = page.split('<')
  const parts = [before]
  let hidden: string | undefined
  for (const piece of pieces) {
    const [, slash, name = ''] = /^(\/?)([a-z0-9]{1,20})/i.exec(piece) ?? []
    const tag = name.toLowerCase()
    if (hidden !== undefined && !(slash && tag === hidden)) continue
    hidden = !slash && INVISIBLE.has(tag) ? tag : undefined
    const end = piece.indexOf('>')
    // An unclosed tag hides the rest of the page.
    if (hidden === undefined && end !== -1) parts.push(piece.slice(end + 1))
  }
  return parts.join(' ')
}

function shorten(text: string): string {
  if (text.length <= MAX_LENGTH) return text
  const cut = text.slice(0, MAX_LENGTH - 1)
  const space = cut.lastIndexOf(' ')
  // Cut at a word boundary unless words are absurdly long, and never within a character.
  return `${(space > MAX_LENGTH / 2 ? cut.slice(0, space) : cut).replace(/[\uD800-\uDBFF]$/, '')}…`
}
