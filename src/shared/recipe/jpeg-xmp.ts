/** XMP in JPEG: one APP1 segment, and further ones for what doesn't fit (XMP specification part 3, 1.1.3). */
import { EndOfBytes, latin1, need, createView, type ByteSource } from './byte-source'
import { LARGEST_XMP } from './recipe'

export const JPEG_XMP_HEADER = 'http://ns.adobe.com/xap/1.0/\0'
export const JPEG_EXTENSION_HEADER = 'http://ns.adobe.com/xmp/extension/\0'
/** After the extension's header: the digest that names it, its total length, and the offset of this part. */
export const JPEG_GUID_LENGTH = 32
export const JPEG_EXTENSION_FRAME = JPEG_EXTENSION_HEADER.length + JPEG_GUID_LENGTH + 8

/** Color profiles and content credentials take dozens of segments. An image with thousands isn't genuine. */
const MOST_SEGMENTS = 4_000
const APP1 = 0xe1
const START_OF_SCAN = 0xda
const END_OF_IMAGE = 0xd9

export async function jpegXmp(source: ByteSource): Promise<readonly string[]> {
  const found = new JpegPackets()
  let offset = 2
  for (let count = 0; count < MOST_SEGMENTS; count += 1) {
    const head = await need(source, offset, 4)
    const marker = head[1] ?? 0
    if (head[0] !== 0xff) throw new EndOfBytes()
    if (marker === 0xff) offset += 1
    // All metadata comes before the image itself.
    else if (marker === START_OF_SCAN || marker === END_OF_IMAGE) return found.texts()
    else if (marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8)) offset += 2
    else {
      const length = createView(head).getUint16(2)
      if (length < 2) throw new EndOfBytes()
      if (marker === APP1) found.add(await need(source, offset + 4, length - 2))
      offset += 2 + length
    }
  }
  throw new EndOfBytes()
}

/**
 * Collects the packets in APP1 segments. Parts of an extension may come in any order; only those of the named one
 * count.
 */
export class JpegPackets {
  #standard: string | undefined
  readonly #extensions = new Map<string, Uint8Array>()
  #reserved = 0

  add(data: Uint8Array): void {
    if (startsWith(data, JPEG_XMP_HEADER)) this.#standard ??= utf8(data.subarray(JPEG_XMP_HEADER.length))
    else if (startsWith(data, JPEG_EXTENSION_HEADER) && data.length >= JPEG_EXTENSION_FRAME) this.#addPart(data)
  }

  texts(): readonly string[] {
    if (this.#standard === undefined) return []
    const guid = /HasExtendedXMP\s{0,5}(?:=\s{0,5}["']|>)\s{0,5}([0-9A-Fa-f]{32})/.exec(this.#standard)?.[1]
    const extension = guid && this.#extensions.get(guid.toUpperCase())
    return extension ? [this.#standard, utf8(extension)] : [this.#standard]
  }

  #addPart(data: Uint8Array): void {
    const start = JPEG_EXTENSION_HEADER.length
    const guid = latin1(data.subarray(start, start + JPEG_GUID_LENGTH)).toUpperCase()
    const view = createView(data)
    const length = view.getUint32(start + JPEG_GUID_LENGTH)
    const offset = view.getUint32(start + JPEG_GUID_LENGTH + 4)
    const part = data.subarray(JPEG_EXTENSION_FRAME)
    const whole = this.#extensions.get(guid) ?? this.#reserve(guid, length)
    if (whole && offset + part.length <= whole.length) whole.set(part, offset)
  }

  /** The file only claims these lengths, so limit their sum to the size of one packet. */
  #reserve(guid: string, length: number): Uint8Array | undefined {
    if (this.#reserved + length > LARGEST_XMP) return undefined
    this.#reserved += length
    const whole = new Uint8Array(length)
    this.#extensions.set(guid, whole)
    return whole
  }
}

function startsWith(data: Uint8Array, header: string): boolean {
  return latin1(data.subarray(0, header.length)) === header
}

function utf8(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes)
}
