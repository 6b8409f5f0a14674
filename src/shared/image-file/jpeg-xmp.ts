/** XMP in JPEG: one APP1 segment, plus extension segments for the overflow (XMP specification part 3, 1.1.3). */
import { bufferSource, readData, type ByteSource } from './byte-source'
import { createView, latin1, latin1Bytes, splice, startsWith, type Span } from './bytes'
import { buildJpegSegment, JPEG_MARKER, LONGEST_JPEG_DATA, readJpegSegments } from './jpeg-segments'
import { LARGEST_XMP, packetText, utf8Bytes, type Packet, type PacketWriter } from './xmp-packet'

export const JPEG_XMP_HEADER = 'http://ns.adobe.com/xap/1.0/\0'
export const JPEG_EXTENSION_HEADER = 'http://ns.adobe.com/xmp/extension/\0'
/** After the extension's header: the digest that identifies it, its total length, and this part's offset. */
const GUID_LENGTH = 32
const EXTENSION_FRAME = JPEG_EXTENSION_HEADER.length + GUID_LENGTH + 8
const MOST_IN_PACKET = LONGEST_JPEG_DATA - JPEG_XMP_HEADER.length
const MOST_IN_PART = LONGEST_JPEG_DATA - EXTENSION_FRAME

export async function findJpegXmp(source: ByteSource): Promise<readonly string[]> {
  const found = new JpegPackets()
  for await (const segment of readJpegSegments(source)) {
    // All metadata comes before the image itself.
    if (segment.marker === JPEG_MARKER.startOfScan) break
    if (segment.marker === JPEG_MARKER.app1) found.add(await readData(source, segment))
  }
  return found.texts()
}

/**
 * Collects the packets in APP1 segments. An extension's parts may come in any order; only those of the extension named
 * by the standard packet count.
 */
class JpegPackets {
  #standard: string | undefined
  readonly #extensions = new Map<string, Uint8Array>()
  #reserved = 0

  add(data: Uint8Array): void {
    if (startsWith(data, JPEG_XMP_HEADER)) this.#standard ??= utf8(data.subarray(JPEG_XMP_HEADER.length))
    else if (startsWith(data, JPEG_EXTENSION_HEADER) && data.length >= EXTENSION_FRAME) this.#addPart(data)
  }

  texts(): readonly string[] {
    if (this.#standard === undefined) return []
    const guid = /HasExtendedXMP\s{0,5}(?:=\s{0,5}["']|>)\s{0,5}([0-9A-Fa-f]{32})/.exec(this.#standard)?.[1]
    const extension = guid && this.#extensions.get(guid.toUpperCase())
    return extension ? [this.#standard, utf8(extension)] : [this.#standard]
  }

  #addPart(data: Uint8Array): void {
    const start = JPEG_EXTENSION_HEADER.length
    const guid = latin1(data, start, start + GUID_LENGTH).toUpperCase()
    const view = createView(data)
    const length = view.getUint32(start + GUID_LENGTH)
    const offset = view.getUint32(start + GUID_LENGTH + 4)
    const part = data.subarray(EXTENSION_FRAME)
    const whole = this.#extensions.get(guid) ?? this.#reserve(guid, length)
    if (whole && offset + part.length <= whole.length) whole.set(part, offset)
  }

  /** The lengths are only claims, so limit their sum to the size of one packet. */
  #reserve(guid: string, length: number): Uint8Array | undefined {
    if (this.#reserved + length > LARGEST_XMP) return undefined
    this.#reserved += length
    const whole = new Uint8Array(length)
    this.#extensions.set(guid, whole)
    return whole
  }
}

function utf8(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes)
}

/** Replaces the existing packet, or adds one after the JFIF and Exif segments, which must come first. */
export async function writeJpegXmp(bytes: Uint8Array, write: PacketWriter): Promise<Uint8Array | undefined> {
  const { existing, place } = await findPlace(bytes)
  const text = existing && packetText(existing)
  if (existing && text === undefined) return undefined
  const packet = write({ ...(text !== undefined && { existing: text }), most: MOST_IN_PACKET })
  return packet && splice(bytes, place, ...buildSegments(packet))
}

/** Finds the existing packet's segment, or the place for a new one. */
async function findPlace(bytes: Uint8Array): Promise<{ readonly existing?: Uint8Array; readonly place: Span }> {
  const source = bufferSource(bytes)
  let behind = 2
  for await (const segment of readJpegSegments(source)) {
    const { marker, start, end } = segment
    if (marker === JPEG_MARKER.startOfScan) break
    const data = marker === JPEG_MARKER.app1 ? await readData(source, segment) : undefined
    if (data && startsWith(data, JPEG_XMP_HEADER)) {
      return { existing: data.subarray(JPEG_XMP_HEADER.length), place: segment }
    }
    const isFirst = marker === JPEG_MARKER.app0 || (data && startsWith(data, 'Exif\0'))
    if (isFirst && start === behind) behind = end
  }
  return { place: { start: behind, end: behind } }
}

function buildSegments({ standard, extension }: Packet): readonly Uint8Array[] {
  const segments = [buildJpegSegment(JPEG_MARKER.app1, latin1Bytes(JPEG_XMP_HEADER), utf8Bytes(standard))]
  if (!extension) return segments
  const whole = utf8Bytes(extension.text)
  const header = latin1Bytes(JPEG_EXTENSION_HEADER + extension.guid)
  for (let offset = 0; offset < whole.length; offset += MOST_IN_PART) {
    const place = new Uint8Array(8)
    createView(place).setUint32(0, whole.length)
    createView(place).setUint32(4, offset)
    const part = whole.subarray(offset, offset + MOST_IN_PART)
    segments.push(buildJpegSegment(JPEG_MARKER.app1, header, place, part))
  }
  return segments
}
