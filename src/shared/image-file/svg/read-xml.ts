/**
 * Reads XML tag by tag, strictly: anything that a lenient parser would have to guess is refused, so that no browser
 * sees another document than this parser. Declarations in document types are refused, so there are no entities that
 * could expand.
 */
import { UnsoundImage } from '../unsound-image'

export type XmlPiece =
  | {
      readonly type: 'open'
      readonly name: string
      readonly attributes: readonly XmlAttribute[]
      /** Self-closing. */
      readonly isEmpty: boolean
    }
  | { readonly type: 'close' }
  | { readonly type: 'text'; readonly text: string }

export interface XmlAttribute {
  readonly name: string
  readonly value: string
}

/** Image editors nest about ten levels. */
const DEEPEST = 200
const NAME = /[A-Za-z_:][\w:.\-\u00b7-\uffff]*/y
const NEXT_ATTRIBUTE = /\s+([A-Za-z_:][\w:.\-\u00b7-\uffff]*)\s*=\s*(["'])/y
const END_OF_TAG = /\s*(\/?)>/y
const DECLARED_ENCODING = /^<\?xml\s[^>]*?encoding\s*=\s*["']([^"']*)["']/
const SPACE_ONLY = /^\s*$/

/** Throws `UnsoundImage` for anything but a complete, well-formed document. */
export function* readXml(text: string): Generator<XmlPiece> {
  const encoding = DECLARED_ENCODING.exec(text)?.[1]
  // Another encoding would turn the same bytes into another document.
  if (encoding !== undefined && !/^(?:utf-?8|us-ascii)$/i.test(encoding)) throw new UnsoundImage('malformed')
  const open: string[] = []
  let hasRoot = false
  let at = 0
  while (at < text.length) {
    const tag = text.indexOf('<', at)
    const words = text.slice(at, tag === -1 ? text.length : tag)
    if (open.length > 0) {
      if (words !== '') yield { type: 'text', text: resolveEntities(words) }
    } else if (!SPACE_ONLY.test(words)) throw new UnsoundImage('malformed')
    if (tag === -1) break
    if (text.startsWith('<!--', tag)) at = skipTo(text, '-->', tag + 4)
    else if (text.startsWith('<![CDATA[', tag)) {
      at = skipTo(text, ']]>', tag + 9)
      if (open.length === 0) throw new UnsoundImage('malformed')
      yield { type: 'text', text: text.slice(tag + 9, at - 3) }
    } else if (text.startsWith('<?', tag)) {
      at = skipTo(text, '?>', tag + 2)
      if (tag > 0 && /^<\?xml\s/i.test(text.slice(tag, tag + 6))) throw new UnsoundImage('malformed')
      if (/^<\?xml-stylesheet/i.test(text.slice(tag, tag + 20))) throw new UnsoundImage('unsafe')
    } else if (text.startsWith('<!', tag)) at = skipDocumentType(text, tag, hasRoot)
    else if (text.startsWith('</', tag)) {
      const name = readName(text, tag + 2)
      if (open.pop() !== name) throw new UnsoundImage('malformed')
      END_OF_TAG.lastIndex = tag + 2 + name.length
      const end = END_OF_TAG.exec(text)
      if (!end || end[1] !== '') throw new UnsoundImage('malformed')
      at = END_OF_TAG.lastIndex
      yield { type: 'close' }
    } else {
      if (hasRoot && open.length === 0) throw new UnsoundImage('malformed')
      hasRoot = true
      const read = readTag(text, tag)
      at = read.end
      if (!read.piece.isEmpty) open.push(read.piece.name)
      if (open.length > DEEPEST) throw new UnsoundImage('unsafe')
      yield read.piece
    }
  }
  if (open.length > 0) throw new UnsoundImage('truncated')
  if (!hasRoot) throw new UnsoundImage('malformed')
}

function readTag(text: string, start: number): { piece: Extract<XmlPiece, { type: 'open' }>; end: number } {
  const name = readName(text, start + 1)
  const attributes: XmlAttribute[] = []
  const names = new Set<string>()
  let at = start + 1 + name.length
  for (;;) {
    NEXT_ATTRIBUTE.lastIndex = at
    const match = NEXT_ATTRIBUTE.exec(text)
    if (!match) break
    const [, attribute = '', quote = ''] = match
    // Paths can have megabytes: a regular expression for the value would need as much memory again.
    const end = text.indexOf(quote, NEXT_ATTRIBUTE.lastIndex)
    if (end === -1) throw new UnsoundImage('truncated')
    const value = text.slice(NEXT_ATTRIBUTE.lastIndex, end)
    if (value.includes('<') || names.has(attribute)) throw new UnsoundImage('malformed')
    names.add(attribute)
    attributes.push({ name: attribute, value: resolveEntities(value) })
    at = end + 1
  }
  END_OF_TAG.lastIndex = at
  const end = END_OF_TAG.exec(text)
  if (!end) throw new UnsoundImage(text.includes('>', at) ? 'malformed' : 'truncated')
  return { piece: { type: 'open', name, attributes, isEmpty: end[1] === '/' }, end: END_OF_TAG.lastIndex }
}

function readName(text: string, start: number): string {
  NAME.lastIndex = start
  const name = NAME.exec(text)?.[0]
  if (name === undefined) throw new UnsoundImage(start >= text.length ? 'truncated' : 'malformed')
  return name
}

function skipTo(text: string, end: string, from: number): number {
  const found = text.indexOf(end, from)
  if (found === -1) throw new UnsoundImage('truncated')
  return found + end.length
}

/** A plain document type is common. One that declares entities can turn a few bytes into gigabytes. */
function skipDocumentType(text: string, start: number, hasRoot: boolean): number {
  const end = skipTo(text, '>', start)
  const declaration = text.slice(start, end)
  if (hasRoot || !/^<!DOCTYPE\s/.test(declaration)) throw new UnsoundImage('malformed')
  if (declaration.includes('[')) throw new UnsoundImage('unsafe')
  return end
}

const ENTITY = /&(?:#x([\da-f]{1,6})|#(\d{1,7})|(amp|lt|gt|quot|apos));|&/gi
const CHARACTERS: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

function resolveEntities(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(ENTITY, (_all, hex?: string, decimal?: string, name?: string) => {
    const known = name === undefined ? undefined : CHARACTERS[name]
    if (known !== undefined) return known
    const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16)
    if (!Number.isInteger(code) || code === 0 || code > 0x10ffff) throw new UnsoundImage('malformed')
    return String.fromCodePoint(code)
  })
}
