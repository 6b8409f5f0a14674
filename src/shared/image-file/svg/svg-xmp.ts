/** XMP in SVG: the packet, unchanged, in a `metadata` element (ISO 16684-3). */
import type { ByteSource } from '../byte-source'
import { LARGEST_XMP, packetText, utf8Bytes, type PacketWriter } from '../xmp-packet'
import { inspectImage } from '../inspect-image'
import { isSvg, LARGEST_SVG } from './inspect-svg'

const START = '<x:xmpmeta'
const END = '</x:xmpmeta>'
/** Bytes needed to recognize an SVG. */
const HEAD = 16_384
/** The closing tag with nothing after it, so it can't be in a comment. */
const CLOSING = /<\/((?:[\w.-]+:)?)svg\s*>\s*$/
/** Characters. */
const TAIL = 1_000

/** Undefined for anything but an SVG. */
export async function findSvgXmp(source: ByteSource): Promise<readonly string[] | undefined> {
  if (source.size > LARGEST_SVG || !isSvg(await source.read(0, HEAD))) return undefined
  const text = new TextDecoder().decode(await source.read(0, source.size))
  const span = findPacket(text)
  return span && span.end - span.start <= LARGEST_XMP ? [text.slice(span.start, span.end)] : []
}

/** Extends the existing packet, or adds one at the end of the drawing. */
export async function writeSvgXmp(bytes: Uint8Array, write: PacketWriter): Promise<Uint8Array | undefined> {
  const text = packetText(bytes)
  if (text === undefined) return undefined
  const span = findPacket(text)
  const packet = write({ ...(span && { existing: text.slice(span.start, span.end) }), most: LARGEST_XMP })
  const copy = packet && (span ? replace(text, span, packet.standard) : append(text, packet.standard))
  if (copy === undefined) return undefined
  const written = utf8Bytes(copy)
  // Unsound if the existing packet was in a comment.
  const isSound = await inspectImage(written).then(
    () => true,
    () => false,
  )
  return isSound ? written : undefined
}

interface TextSpan {
  readonly start: number
  readonly end: number
}

function findPacket(text: string): TextSpan | undefined {
  const start = text.indexOf(START)
  const end = start === -1 ? -1 : text.indexOf(END, start)
  return end === -1 ? undefined : { start, end: end + END.length }
}

function replace(text: string, { start, end }: TextSpan, packet: string): string {
  return text.slice(0, start) + packet + text.slice(end)
}

function append(text: string, packet: string): string | undefined {
  const tail = text.slice(-TAIL)
  const last = CLOSING.exec(tail)
  if (!last) return undefined
  const [, prefix = ''] = last
  const end = text.length - tail.length + last.index
  return `${text.slice(0, end)}<${prefix}metadata>${packet}</${prefix}metadata>${text.slice(end)}`
}
