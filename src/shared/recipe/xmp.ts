/**
 * The small part of XMP (ISO 16684-1) that both processes need: names, escaping, and finding Easel's recipe in a
 * packet.
 *
 * Packets can come from anywhere, so this isn't an XML parser: it looks for one property in our own namespace, knows
 * the five predefined entities and character references, and rejects a packet with a document type as hostile.
 * Everything is a single pass over text of limited length.
 */

export const EASEL_NAMESPACE = 'https://easel.invalid/ns/recipe/1.0/'
export const RECIPE_PROPERTY = 'recipe'

const CHARACTER = /[&<>"'\r]|[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu
const ENTITY_OF: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
  // A literal carriage return would be read back as a line feed.
  '\r': '&#xD;',
}
const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

/** Escapes text for element content and attribute values. Characters that XML can't represent become U+FFFD. */
export function escapeXml(text: string): string {
  return text.replace(CHARACTER, (character) => ENTITY_OF[character] ?? '\ufffd')
}

/** Resolves references. Undefined if one isn't predefined or isn't a character. */
export function unescapeXml(text: string): string | undefined {
  let sound = true
  const plain = text.replace(/&([^;&]{0,10});?/g, (whole, name: string) => {
    const character = whole.endsWith(';') ? (NAMED[name] ?? decodeReference(name)) : undefined
    if (character === undefined) sound = false
    return character ?? ''
  })
  return sound ? plain : undefined
}

function decodeReference(reference: string): string | undefined {
  const match = /^#(?:x([0-9a-f]{1,6})|([0-9]{1,7}))$/i.exec(reference)
  if (!match) return undefined
  const code = match[1] === undefined ? Number(match[2]) : Number.parseInt(match[1], 16)
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : undefined
}

/** Serializes to JSON that survives XML: escapes characters that XML can't contain. */
export function jsonForXml(value: unknown): string {
  return JSON.stringify(value).replace(/[\u007f-\u009f\ufffe\uffff]/g, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
  })
}

export type Found = { readonly kind: 'text'; readonly text: string } | { readonly kind: 'none' | 'unreadable' }

/** Returns the recipe's JSON from a packet, whether it's an element or, as other tools rewrite it, an attribute. */
export function recipeTextIn(xmp: string): Found {
  const prefix = prefixIn(xmp)
  if (prefix === undefined) return { kind: 'none' }
  if (/<!(?:DOCTYPE|ENTITY)/i.test(xmp)) return { kind: 'unreadable' }
  const name = `${prefix}:${RECIPE_PROPERTY}`
  const escaped =
    between(xmp, `<${name}>`, `</${name}>`) ?? between(xmp, ` ${name}="`, '"') ?? between(xmp, ` ${name}='`, "'")
  if (escaped === undefined) return { kind: 'none' }
  const text = escaped.includes('<') ? undefined : unescapeXml(escaped)
  return text === undefined ? { kind: 'unreadable' } : { kind: 'text', text }
}

/** Other tools may use another prefix for our namespace. */
function prefixIn(xmp: string): string | undefined {
  const at = xmp.indexOf(EASEL_NAMESPACE)
  if (at === -1) return undefined
  return /\bxmlns:([A-Za-z_][\w.-]{0,40})\s{0,5}=\s{0,5}["']$/.exec(xmp.slice(Math.max(0, at - 70), at))?.[1]
}

function between(text: string, start: string, end: string): string | undefined {
  const from = text.indexOf(start)
  if (from === -1) return undefined
  const to = text.indexOf(end, from + start.length)
  return to === -1 ? undefined : text.slice(from + start.length, to)
}
