/**
 * Checks whether bytes are a complete image of a supported format, without decoding pixels: linear and without copying.
 * An SVG only counts if it's nothing but a drawing.
 */
import { bufferSource, readData, type ByteSource } from './byte-source'
import { createView, startsWith } from './bytes'
import { findContainer } from './container'
import { isTurned } from './exif-orientation'
import { inspectAvif, isAvif } from './inspect-avif'
import { inspectBmp, inspectGif, isBmp, isGif } from './inspect-bitmap'
import { isFrameHeader, JPEG_MARKER, readJpegSegments } from './jpeg-segments'
import { inspectSvg, isSvg } from './svg/inspect-svg'
import { readPngChunks } from './png-chunks'
import { UnsoundImage, type ImageFacts } from './unsound-image'
import { readEndOfRiff, readWebpChunks } from './webp-chunks'

/**
 * Twelve times the largest image that any provider makes (3840x2160). Showing an image takes four bytes per pixel: a
 * small file that claims more than 400 MB is an attack on the page's memory, or a mistake.
 */
export const MAX_PIXELS = 100_000_000

/** Returns format and size of an intact image. Rejects with `UnsoundImage` for everything else. */
export async function inspectImage(bytes: Uint8Array): Promise<ImageFacts> {
  const facts = await inspectByFormat(bytes)
  if (facts.width === 0 || facts.height === 0) throw new UnsoundImage('malformed')
  if (facts.width * facts.height > MAX_PIXELS) throw new UnsoundImage('too-many-pixels')
  return facts
}

async function inspectByFormat(bytes: Uint8Array): Promise<ImageFacts> {
  const source = bufferSource(bytes)
  const container = findContainer(bytes)
  if (container === 'png') return inspectPng(source)
  if (container === 'jpeg') return inspectJpeg(source)
  if (container === 'webp') return inspectWebp(source)
  if (isAvif(bytes)) return inspectAvif(bytes)
  if (isGif(bytes)) return inspectGif(bytes)
  if (isBmp(bytes)) return inspectBmp(bytes)
  if (isSvg(bytes)) return inspectSvg(bytes, inspectImage)
  throw new UnsoundImage('not-an-image')
}

/**
 * Returns the displayed size: a quarter turn swaps width and height. Chromium does that for JPEG and PNG, not for WebP.
 */
function shown(facts: ImageFacts, exif: Uint8Array | undefined): ImageFacts {
  return exif && isTurned(exif) ? { ...facts, width: facts.height, height: facts.width } : facts
}

const PNG_HEADER_LENGTH = 13

/** IHDR first, at least one IDAT, IEND last. */
async function inspectPng(source: ByteSource): Promise<ImageFacts> {
  let facts: ImageFacts | undefined
  let exif: Uint8Array | undefined
  let hasPixels = false
  for await (const chunk of readPngChunks(source)) {
    if (facts === undefined) {
      const header = await readData(source, chunk)
      if (chunk.type !== 'IHDR' || header.length !== PNG_HEADER_LENGTH) throw new UnsoundImage('malformed')
      const view = createView(header)
      facts = { format: 'png', width: view.getUint32(0), height: view.getUint32(4) }
    }
    if (chunk.type === 'IDAT') hasPixels = true
    if (chunk.type === 'eXIf') exif ??= await readData(source, chunk)
  }
  if (!facts || !hasPixels) throw new UnsoundImage('malformed')
  return shown(facts, exif)
}

/** One frame header and at least one scan. */
async function inspectJpeg(source: ByteSource): Promise<ImageFacts> {
  let facts: ImageFacts | undefined
  let exif: Uint8Array | undefined
  let hasScan = false
  for await (const segment of readJpegSegments(source)) {
    if (segment.marker === JPEG_MARKER.app1 && !exif) {
      const data = await readData(source, segment)
      if (startsWith(data, 'Exif\0\0')) exif = data
    }
    if (isFrameHeader(segment.marker)) {
      const header = await readData(source, segment)
      if (header.length < 6) throw new UnsoundImage('malformed')
      const view = createView(header)
      facts ??= { format: 'jpeg', height: view.getUint16(1), width: view.getUint16(3) }
    }
    if (segment.marker === JPEG_MARKER.startOfScan) hasScan = true
  }
  if (!facts || !hasScan) throw new UnsoundImage('malformed')
  return shown(facts, exif)
}

/** The first chunk determines which of the three layouts it is and contains the dimensions. */
async function inspectWebp(source: ByteSource): Promise<ImageFacts> {
  if ((await readEndOfRiff(source)) > source.size) throw new UnsoundImage('truncated')
  let facts: ImageFacts | undefined
  let hasPixels = false
  for await (const chunk of readWebpChunks(source)) {
    const { type } = chunk
    facts ??= readWebpDimensions(type, await readData(source, chunk))
    if (type === 'VP8 ' || type === 'VP8L' || type === 'ANMF') hasPixels = true
  }
  if (!facts || !hasPixels) throw new UnsoundImage('malformed')
  return facts
}

const VP8_START_CODE = 0x2a019d // the three bytes 9d 01 2a, read little-endian
const VP8L_SIGNATURE = 0x2f

/** `type` and `data` are the first chunk's. */
function readWebpDimensions(type: string, data: Uint8Array): ImageFacts {
  const view = createView(data)
  const read24 = (at: number): number => view.getUint16(at, true) | (view.getUint8(at + 2) << 16)
  if (type === 'VP8 ' && data.length >= 10 && read24(3) === VP8_START_CODE) {
    return { format: 'webp', width: view.getUint16(6, true) & 0x3fff, height: view.getUint16(8, true) & 0x3fff }
  }
  if (type === 'VP8L' && data.length >= 5 && data[0] === VP8L_SIGNATURE) {
    const packed = view.getUint32(1, true)
    return { format: 'webp', width: (packed & 0x3fff) + 1, height: ((packed >>> 14) & 0x3fff) + 1 }
  }
  if (type === 'VP8X' && data.length >= 10) {
    return { format: 'webp', width: read24(4) + 1, height: read24(7) + 1 }
  }
  throw new UnsoundImage('malformed')
}
