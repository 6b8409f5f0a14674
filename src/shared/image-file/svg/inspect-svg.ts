/**
 * SVG is a drawing, and a document that could do more than a drawing should. It's stored unchanged and only shown as an
 * image, where Chromium runs no script and loads nothing. But its file leaves Easel, and other programs open it as a
 * document. So anything that would run, load or mislead there is refused, and so is anything that would take minutes to
 * draw.
 */
import { UnsoundImage, type ImageFacts } from '../unsound-image'
import { findStyleReferences, type StyleReferences } from './check-css'
import { DrawnCount } from './count-drawn'
import { readXml, type XmlAttribute, type XmlPiece } from './read-xml'

/** In decimal bytes. A vectorized photo has one to five megabytes. */
export const LARGEST_SVG = 16_000_000
/** The longer edge of the bitmap if the drawing asks for more, or if it has no size. */
const LONGEST_EDGE = 4096
const USUAL_EDGE = 1024
/** What browsers use if a drawing has no size. */
const FALLBACK = { width: 300, height: 150 }

const SVG_NAMESPACE = 'http://www.w3.org/2000/svg'
/** Elements in these namespaces would embed a page in the drawing, or listen to user input. */
const OTHER_LANGUAGES = /^http:\/\/www\.w3\.org\/(?:1999\/xhtml|1998\/Math\/MathML|2001\/xml-events)/i
const ACTIVE = new Set(
  'script foreignobject handler listener iframe frame object embed applet audio video source link meta base form'.split(
    ' ',
  ),
)
/** These change attributes of other elements, including addresses. */
const ANIMATIONS = new Set(['animate', 'animatemotion', 'animatetransform', 'animatecolor', 'set'])
/** These are rendered separately and then composited. */
const HEAVY = new Set(['filter', 'mask'])
const HEAVY_WEIGHT = 300
const ADDRESSES = new Set(['href', 'src', 'base', 'action', 'formaction', 'data'])
/** Shapes as numbers: most of the file, and nothing to check. */
const PLAIN = new Set(['d', 'points', 'transform', 'id'])
const EMBEDDED = /^data:image\/(?:png|jpe?g|webp|gif|avif|bmp)\s*;\s*base64\s*,/i
const EMBEDDED_FONT = /^data:(?:font\/|application\/(?:x-)?font)/i
const MOST_EMBEDDED = 500

/** Whether the root element is an SVG drawing, judged by the file's beginning. */
export function isSvg(bytes: Uint8Array): boolean {
  const head = new TextDecoder().decode(bytes.subarray(0, 16_384))
  return /^\s*(?:<\?[^>]*\?>\s*|<!--(?:[^-]|-(?!->))*-->\s*|<!DOCTYPE\s[^>[]*(?:\[[^\]]*\]\s*)?>\s*)*<(?:[\w.-]+:)?svg[\s>/]/.test(
    head,
  )
}

/**
 * Throws `UnsoundImage`. `inspectBitmap` checks an embedded image. Yields regularly, so that main can do other work in
 * between.
 */
export async function inspectSvg(
  bytes: Uint8Array,
  inspectBitmap: (bytes: Uint8Array) => Promise<ImageFacts>,
): Promise<ImageFacts> {
  if (bytes.length > LARGEST_SVG) throw new UnsoundImage('unsafe')
  const drawing = new Drawing()
  let pieces = 0
  for (const piece of readXml(decode(bytes))) {
    drawing.take(piece)
    pieces += 1
    if (pieces % PIECES_A_TURN === 0) await new Promise((resolve) => setTimeout(resolve))
  }
  const { size, embedded } = drawing.finish()
  for (const image of embedded) {
    const { format } = await inspectBitmap(image)
    if (format === 'svg') throw new UnsoundImage('unsafe')
  }
  return { format: 'svg', ...size }
}

/** About two milliseconds. */
const PIECES_A_TURN = 2_000

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new UnsoundImage('malformed')
  }
}

class Drawing {
  readonly #count = new DrawnCount()
  readonly #names: string[] = []
  readonly #prefixes = new Set(['xml', 'xmlns'])
  readonly #embedded: Uint8Array[] = []
  /** Collected in pieces, because comments and CDATA split it. */
  #style = ''
  #size: ReturnType<typeof readSize> | undefined

  take(piece: XmlPiece): void {
    if (piece.type === 'close') {
      if (this.#names.pop() === 'style') this.#endStyle()
      this.#count.close()
    } else if (piece.type === 'text') {
      if (this.#names.at(-1) === 'style') this.#style += piece.text
    } else this.#takeElement(piece)
  }

  finish(): { readonly size: ReturnType<typeof readSize>; readonly embedded: readonly Uint8Array[] } {
    this.#count.finish()
    if (!this.#size) throw new UnsoundImage('malformed')
    return { size: this.#size, embedded: this.#embedded }
  }

  #takeElement({ name, attributes, isEmpty }: Extract<XmlPiece, { type: 'open' }>): void {
    for (const attribute of attributes) this.#declare(attribute)
    const local = getLocalName(name).toLowerCase()
    if (ACTIVE.has(local)) throw new UnsoundImage('unsafe')
    if (!this.#size) this.#startWith(name, attributes)
    this.#require(name)
    this.#count.open(attributes.find(({ name: own }) => own === 'id')?.value, local.endsWith('gradient'))
    for (const attribute of attributes) this.#takeAttribute(local, attribute)
    if (isEmpty) this.#count.close()
    else this.#names.push(local)
  }

  #startWith(name: string, attributes: readonly XmlAttribute[]): void {
    const prefix = getPrefix(name)
    const declaration = prefix === undefined ? 'xmlns' : `xmlns:${prefix}`
    const namespace = attributes.find(({ name: own }) => own === declaration)?.value
    // A browser would show it as text or not at all.
    if (getLocalName(name) !== 'svg' || namespace !== SVG_NAMESPACE) throw new UnsoundImage('malformed')
    this.#size = readSize(attributes)
  }

  #declare({ name, value }: XmlAttribute): void {
    if (name !== 'xmlns' && !name.startsWith('xmlns:')) return
    if (OTHER_LANGUAGES.test(value.trim())) throw new UnsoundImage('unsafe')
    this.#prefixes.add(name.slice('xmlns:'.length))
  }

  #require(name: string): void {
    const prefix = getPrefix(name)
    if (prefix !== undefined && !this.#prefixes.has(prefix)) throw new UnsoundImage('malformed')
  }

  #takeAttribute(element: string, { name, value }: XmlAttribute): void {
    this.#require(name)
    if (PLAIN.has(name) || name === 'xmlns' || name.startsWith('xmlns:')) return
    const local = getLocalName(name).toLowerCase()
    if (local.startsWith('on')) throw new UnsoundImage('unsafe')
    if (ANIMATIONS.has(element) && local === 'attributename' && /^(?:.*:)?(?:href|on.*)$/i.test(value.trim())) {
      throw new UnsoundImage('unsafe')
    }
    if (ADDRESSES.has(local)) return this.#takeAddress(element, value.trim())
    const weight = HEAVY.has(local) || (local === 'style' && /filter|mask/i.test(value)) ? HEAVY_WEIGHT : 1
    this.#takeStyle(findStyleReferences(value), (id) => this.#count.refer(id, weight))
  }

  #takeAddress(element: string, address: string): void {
    if (address === '') return
    if (address.startsWith('#')) {
      // A link to a place in the drawing draws nothing.
      if (element !== 'a') this.#count.refer(address.slice(1), 1)
    } else if (/^data:/i.test(address)) this.#embed(address)
    else if (element !== 'a' || !/^(?:https?|mailto):/i.test(address)) throw new UnsoundImage('unsafe')
  }

  #takeStyle({ ids, data }: StyleReferences, refer: (id: string) => void): void {
    for (const id of ids) refer(id)
    for (const address of data) this.#embed(address)
  }

  #endStyle(): void {
    this.#takeStyle(findStyleReferences(this.#style), (id) => this.#count.referByStyle(id))
    this.#style = ''
  }

  #embed(address: string): void {
    if (EMBEDDED_FONT.test(address.slice(0, 64))) return
    const start = EMBEDDED.exec(address.slice(0, 64))?.[0]
    if (start === undefined || this.#embedded.length >= MOST_EMBEDDED) throw new UnsoundImage('unsafe')
    try {
      this.#embedded.push(Uint8Array.from(atob(address.slice(start.length)), (byte) => byte.charCodeAt(0)))
    } catch {
      throw new UnsoundImage('malformed')
    }
  }
}

function getLocalName(name: string): string {
  return name.slice(name.indexOf(':') + 1)
}

function getPrefix(name: string): string | undefined {
  const colon = name.indexOf(':')
  return colon === -1 ? undefined : name.slice(0, colon)
}

/** In CSS pixels. */
const UNITS: Readonly<Record<string, number>> = {
  '': 1,
  px: 1,
  pt: 4 / 3,
  pc: 16,
  in: 96,
  cm: 96 / 2.54,
  mm: 96 / 25.4,
  q: 96 / 101.6,
}
const LENGTH = /^([+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d{1,3})?)(px|pt|pc|in|cm|mm|q|)$/i

/** Reads the size as browsers do: width and height if given, else the shape of the view box. */
function readSize(attributes: readonly XmlAttribute[]): { readonly width: number; readonly height: number } {
  const read = (wanted: string): string => attributes.find(({ name }) => name === wanted)?.value.trim() ?? ''
  const [, , boxWidth = 0, boxHeight = 0] = read('viewBox')
    .split(/[\s,]+/)
    .map(Number)
  const ratio = boxWidth > 0 && boxHeight > 0 ? boxWidth / boxHeight : undefined
  const [width, height] = [readLength(read('width')), readLength(read('height'))]
  if (width !== undefined && height !== undefined) return fit({ width, height })
  if (width !== undefined) return fit({ width, height: ratio === undefined ? FALLBACK.height : width / ratio })
  if (height !== undefined) return fit({ width: ratio === undefined ? FALLBACK.width : height * ratio, height })
  if (ratio === undefined) return FALLBACK
  // It has a shape but no size.
  return fit(
    ratio > 1 ? { width: USUAL_EDGE, height: USUAL_EDGE / ratio } : { width: USUAL_EDGE * ratio, height: USUAL_EDGE },
  )
}

/** Undefined if absent, a percentage, or not a length. */
function readLength(text: string): number | undefined {
  const [, number, unit = ''] = LENGTH.exec(text) ?? []
  const pixels = number === undefined ? 0 : Number(number) * (UNITS[unit.toLowerCase()] ?? 0)
  return pixels > 0 && Number.isFinite(pixels) ? pixels : undefined
}

function fit({ width, height }: { readonly width: number; readonly height: number }): {
  readonly width: number
  readonly height: number
} {
  const scale = Math.min(1, LONGEST_EDGE / Math.max(width, height))
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) }
}
