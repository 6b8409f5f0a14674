/** Two older formats that Chromium shows and small servers still send: GIF and BMP. */
import { createView, latin1, need } from './bytes'
import { UnsoundImage, type ImageFacts } from './unsound-image'

const GIF_HEADER = 13
const GIF_TRAILER = 0x3b
const GIF_EXTENSION = 0x21
const GIF_IMAGE = 0x2c

export function isGif(bytes: Uint8Array): boolean {
  return /^GIF8[79]a$/.test(latin1(bytes, 0, 6))
}

/** GIF89a: blocks up to the trailer, at least one image among them. */
export function inspectGif(bytes: Uint8Array): ImageFacts {
  need(bytes, 0, GIF_HEADER)
  const view = createView(bytes)
  const facts: ImageFacts = { format: 'gif', width: view.getUint16(6, true), height: view.getUint16(8, true) }
  let hasImage = false
  for (let offset = GIF_HEADER + colorTableLength(bytes[10] ?? 0); ;) {
    need(bytes, offset, 1)
    switch (bytes[offset]) {
      case GIF_TRAILER:
        if (!hasImage) throw new UnsoundImage('malformed')
        return facts
      case GIF_EXTENSION:
        offset = afterSubBlocks(bytes, offset + 2)
        break
      case GIF_IMAGE:
        need(bytes, offset, 11)
        hasImage = true
        // Descriptor, color table, the code size, then the pixels.
        offset = afterSubBlocks(bytes, offset + 10 + colorTableLength(bytes[offset + 9] ?? 0) + 1)
        break
      default:
        throw new UnsoundImage('malformed')
    }
  }
}

function colorTableLength(flags: number): number {
  return flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0
}

function afterSubBlocks(bytes: Uint8Array, start: number): number {
  for (let offset = start; ;) {
    need(bytes, offset, 1)
    const length = bytes[offset] ?? 0
    offset += 1 + length
    if (length === 0) return offset
  }
}

const BMP_FILE_HEADER = 14
/** BITMAPINFOHEADER; all later headers start the same way. */
const BMP_INFO_HEADER = 40

export function isBmp(bytes: Uint8Array): boolean {
  return latin1(bytes, 0, 2) === 'BM' && bytes.length >= BMP_FILE_HEADER + 4 && isKnownHeader(bytes)
}

function isKnownHeader(bytes: Uint8Array): boolean {
  const length = createView(bytes).getUint32(BMP_FILE_HEADER, true)
  return length >= BMP_INFO_HEADER && length <= 124
}

/** Rows are padded to four bytes; a negative height means that the top row comes first. */
export function inspectBmp(bytes: Uint8Array): ImageFacts {
  need(bytes, 0, BMP_FILE_HEADER + BMP_INFO_HEADER)
  const view = createView(bytes)
  const width = view.getInt32(18, true)
  const height = Math.abs(view.getInt32(22, true))
  const bitsPerPixel = view.getUint16(28, true)
  const compression = view.getUint32(30, true)
  if (width <= 0 || ![1, 4, 8, 16, 24, 32].includes(bitsPerPixel)) throw new UnsoundImage('malformed')
  const start = view.getUint32(10, true)
  const rowLength = Math.ceil((width * bitsPerPixel) / 32) * 4
  // 1 and 2 are run-length encoded. The others have exactly the bytes that their size requires.
  const isPlain = compression === 0 || compression === 3 || compression === 6
  need(bytes, start, isPlain ? rowLength * height : view.getUint32(34, true))
  return { format: 'bmp', width, height }
}
