/**
 * Checks whether bytes are a complete image of a kind that Easel keeps, without decoding a pixel: linear, without
 * copying. Formats that can contain scripts (SVG, HTML) don't count as images.
 */
import { isTurned } from './exif-orientation'
import { inspectAvif, isAvif } from './inspect-avif'
import { inspectBmp, inspectGif, isBmp, isGif } from './inspect-bitmap'
import { need, UnsoundImage, type ImageFacts } from './unsound-image'

export { UnsoundImage, type ImageFacts, type UnsoundReason } from './unsound-image'

/**
 * Twelve times the largest image that any provider makes (3840x2160). Showing an image takes four bytes per pixel: a
 * small file that claims more than 400 MB is an attack on the page's memory, or a mistake.
 */
export const MAX_PIXELS = 100_000_000

const PNG_SIGNATURE = Buffer.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)
const JPEG_SIGNATURE = Buffer.of(0xff, 0xd8, 0xff)

/** Returns format and size of an intact image. Throws `UnsoundImage` for everything else. */
export function inspectImage(bytes: Uint8Array): ImageFacts {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const facts = inspectByFormat(view)
  if (facts.width === 0 || facts.height === 0) throw new UnsoundImage('malformed')
  if (facts.width * facts.height > MAX_PIXELS) throw new UnsoundImage('too-many-pixels')
  return facts
}

function inspectByFormat(bytes: Buffer): ImageFacts {
  if (startsWith(bytes, PNG_SIGNATURE)) return inspectPng(bytes)
  if (startsWith(bytes, JPEG_SIGNATURE)) return inspectJpeg(bytes)
  if (bytes.toString('latin1', 0, 4) === 'RIFF' && bytes.toString('latin1', 8, 12) === 'WEBP') return inspectWebp(bytes)
  if (isAvif(bytes)) return inspectAvif(bytes)
  if (isGif(bytes)) return inspectGif(bytes)
  if (isBmp(bytes)) return inspectBmp(bytes)
  throw new UnsoundImage('not-an-image')
}

/** The size as shown: turned by a quarter, width and height change places. Chromium does that for JPEG and PNG, not for WebP. */
function shown(facts: ImageFacts, exif: Buffer | undefined): ImageFacts {
  return exif && isTurned(exif) ? { ...facts, width: facts.height, height: facts.width } : facts
}

function startsWith(bytes: Buffer, signature: Buffer): boolean {
  return bytes.length >= signature.length && bytes.compare(signature, 0, signature.length, 0, signature.length) === 0
}

const PNG_CHUNK_FRAME = 12 // length, type and checksum around the data
const PNG_HEADER_LENGTH = 13
const PNG_CHUNK_TYPE = /^[A-Za-z]{4}$/

/**
 * PNG (W3C recommendation, third edition): IHDR first, then chunks up to IEND. What follows IEND is ignored, as
 * decoders do.
 */
function inspectPng(bytes: Buffer): ImageFacts {
  let facts: ImageFacts | undefined
  let exif: Buffer | undefined
  let hasPixels = false
  for (let offset = PNG_SIGNATURE.length; ;) {
    need(bytes, offset, PNG_CHUNK_FRAME)
    const length = bytes.readUInt32BE(offset)
    const type = bytes.toString('latin1', offset + 4, offset + 8)
    if (!PNG_CHUNK_TYPE.test(type) || length > 0x7fff_ffff) throw new UnsoundImage('malformed')
    need(bytes, offset, PNG_CHUNK_FRAME + length)
    if (facts === undefined) {
      if (type !== 'IHDR' || length !== PNG_HEADER_LENGTH) throw new UnsoundImage('malformed')
      facts = { format: 'png', width: bytes.readUInt32BE(offset + 8), height: bytes.readUInt32BE(offset + 12) }
    }
    if (type === 'IDAT') hasPixels = true
    if (type === 'eXIf') exif ??= bytes.subarray(offset + 8, offset + 8 + length)
    if (type === 'IEND') {
      if (!hasPixels) throw new UnsoundImage('malformed')
      return shown(facts, exif)
    }
    offset += PNG_CHUNK_FRAME + length
  }
}

const JPEG = {
  startOfScan: 0xda,
  endOfImage: 0xd9,
  /** Contains EXIF, or XMP. */
  application1: 0xe1,
  /** Markers without a length: TEM, the restart markers, and a stray start of image. */
  isAlone: (marker: number): boolean => marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8),
  /** SOF0 to SOF15, except DHT, JPG and DAC, which are in the same range. */
  isFrame: (marker: number): boolean =>
    marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc,
}

/** JPEG (ITU-T T.81, annex B): segments up to the end-of-image marker, with one frame header and at least one scan. */
function inspectJpeg(bytes: Buffer): ImageFacts {
  let facts: ImageFacts | undefined
  let exif: Buffer | undefined
  let hasScan = false
  for (let offset = 2; ;) {
    need(bytes, offset, 2)
    if (bytes[offset] !== 0xff) throw new UnsoundImage('malformed')
    const marker = bytes[offset + 1] ?? 0
    if (marker === 0xff) {
      offset += 1 // any number of fill bytes may stand before a marker
      continue
    }
    if (marker === JPEG.endOfImage) {
      if (!facts || !hasScan) throw new UnsoundImage('malformed')
      return shown(facts, exif)
    }
    if (marker === 0x00) throw new UnsoundImage('malformed')
    offset += 2
    if (JPEG.isAlone(marker)) continue
    need(bytes, offset, 2)
    const length = bytes.readUInt16BE(offset)
    if (length < 2) throw new UnsoundImage('malformed')
    need(bytes, offset, length)
    if (marker === JPEG.application1 && bytes.toString('latin1', offset + 2, offset + 8) === 'Exif\0\0') {
      exif ??= bytes.subarray(offset + 2, offset + length)
    }
    if (JPEG.isFrame(marker)) {
      if (length < 8) throw new UnsoundImage('malformed')
      facts ??= { format: 'jpeg', height: bytes.readUInt16BE(offset + 3), width: bytes.readUInt16BE(offset + 5) }
    }
    offset += length
    if (marker === JPEG.startOfScan) {
      hasScan = true
      offset = endOfScan(bytes, offset)
    }
  }
}

/** Returns the offset of the next marker. In scan data, 0xFF is always followed by 0x00 or a restart marker. */
function endOfScan(bytes: Buffer, start: number): number {
  for (let offset = bytes.indexOf(0xff, start); offset !== -1; offset = bytes.indexOf(0xff, offset + 2)) {
    const next = bytes[offset + 1]
    if (next === undefined) break
    if (next !== 0x00 && !(next >= 0xd0 && next <= 0xd7)) return offset
  }
  throw new UnsoundImage('truncated')
}

const RIFF_HEADER = 12
const RIFF_CHUNK_HEADER = 8

/** WebP (RFC 9649): the first chunk tells which of the three layouts it is and contains the dimensions. */
function inspectWebp(bytes: Buffer): ImageFacts {
  need(bytes, 0, RIFF_HEADER)
  const end = RIFF_CHUNK_HEADER + bytes.readUInt32LE(4)
  if (end > bytes.length) throw new UnsoundImage('truncated')
  let facts: ImageFacts | undefined
  let hasPixels = false
  for (let offset = RIFF_HEADER; offset + RIFF_CHUNK_HEADER <= end;) {
    const type = bytes.toString('latin1', offset, offset + 4)
    const length = bytes.readUInt32LE(offset + 4)
    const data = offset + RIFF_CHUNK_HEADER
    if (data + length > end) throw new UnsoundImage('malformed')
    facts ??= webpDimensions(type, bytes.subarray(data, data + length))
    if (type === 'VP8 ' || type === 'VP8L' || type === 'ANMF') hasPixels = true
    offset = data + length + (length % 2) // chunks start at even offsets
  }
  if (!facts || !hasPixels) throw new UnsoundImage('malformed')
  return facts
}

const VP8_START_CODE = 0x2a019d // the three bytes 9d 01 2a, read little-endian
const VP8L_SIGNATURE = 0x2f

function webpDimensions(type: string, data: Buffer): ImageFacts {
  if (type === 'VP8 ' && data.length >= 10 && data.readUIntLE(3, 3) === VP8_START_CODE) {
    return { format: 'webp', width: data.readUInt16LE(6) & 0x3fff, height: data.readUInt16LE(8) & 0x3fff }
  }
  if (type === 'VP8L' && data.length >= 5 && data[0] === VP8L_SIGNATURE) {
    const packed = data.readUInt32LE(1)
    return { format: 'webp', width: (packed & 0x3fff) + 1, height: ((packed >>> 14) & 0x3fff) + 1 }
  }
  if (type === 'VP8X' && data.length >= 10) {
    return { format: 'webp', width: data.readUIntLE(4, 3) + 1, height: data.readUIntLE(7, 3) + 1 }
  }
  throw new UnsoundImage('malformed')
}
