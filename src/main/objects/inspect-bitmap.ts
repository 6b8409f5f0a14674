/** Two old formats that Chromium shows and small servers still send: GIF and BMP. */
import { need, UnsoundImage, type ImageFacts } from './unsound-image'

const GIF_HEADER = 13
const GIF_TRAILER = 0x3b
const GIF_EXTENSION = 0x21
const GIF_IMAGE = 0x2c

export function isGif(bytes: Buffer): boolean {
  return /^GIF8[79]a$/.test(bytes.toString('latin1', 0, 6))
}

/** GIF89a: blocks up to the trailer, at least one image among them. */
export function inspectGif(bytes: Buffer): ImageFacts {
  need(bytes, 0, GIF_HEADER)
  const facts: ImageFacts = { format: 'gif', width: bytes.readUInt16LE(6), height: bytes.readUInt16LE(8) }
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

function afterSubBlocks(bytes: Buffer, start: number): number {
  for (let offset = start; ;) {
    need(bytes, offset, 1)
    const length = bytes[offset] ?? 0
    offset += 1 + length
    if (length === 0) return offset
  }
}

const BMP_FILE_HEADER = 14
/** BITMAPINFOHEADER; all later ones begin like it. */
const BMP_INFO_HEADER = 40

export function isBmp(bytes: Buffer): boolean {
  return bytes.toString('latin1', 0, 2) === 'BM' && bytes.length >= BMP_FILE_HEADER + 4 && isKnownHeader(bytes)
}

function isKnownHeader(bytes: Buffer): boolean {
  const length = bytes.readUInt32LE(BMP_FILE_HEADER)
  return length >= BMP_INFO_HEADER && length <= 124
}

/** Rows of four-byte units; a negative height says that the first comes first. */
export function inspectBmp(bytes: Buffer): ImageFacts {
  need(bytes, 0, BMP_FILE_HEADER + BMP_INFO_HEADER)
  const width = bytes.readInt32LE(18)
  const height = Math.abs(bytes.readInt32LE(22))
  const bitsPerPixel = bytes.readUInt16LE(28)
  const compression = bytes.readUInt32LE(30)
  if (width <= 0 || ![1, 4, 8, 16, 24, 32].includes(bitsPerPixel)) throw new UnsoundImage('malformed')
  const start = bytes.readUInt32LE(10)
  const rowLength = Math.ceil((width * bitsPerPixel) / 32) * 4
  // 1 and 2: run lengths. Others have as many bytes as their size says.
  const isPlain = compression === 0 || compression === 3 || compression === 6
  need(bytes, start, isPlain ? rowLength * height : bytes.readUInt32LE(34))
  return { format: 'bmp', width, height }
}
