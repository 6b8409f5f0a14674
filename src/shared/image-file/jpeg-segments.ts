/**
 * The JPEG container (ITU-T T.81, annex B): segments that start with a marker; compressed data follows each scan
 * segment.
 */
import { readExactly, type ByteSource, type Part } from './byte-source'
import { concat, createView } from './bytes'
import { UnsoundImage } from './unsound-image'

export interface JpegSegment extends Part {
  /** The second byte of the marker. */
  readonly marker: number
}

export const JPEG_MARKER = {
  endOfImage: 0xd9,
  startOfScan: 0xda,
  /** JFIF. */
  app0: 0xe0,
  /** Exif, or XMP. */
  app1: 0xe1,
} as const
/** Bytes of data in one segment. */
export const LONGEST_JPEG_DATA = 0xffff - 2

const MARKER_LENGTH = 2
/** Color profiles and content credentials take dozens of segments. An image with thousands isn't genuine. */
const MOST_SEGMENTS = 4_000
/** Bytes searched at a time. */
const PIECE = 4 * 1024
const SCAN_PIECE = 64 * 1024

/** SOF0 to SOF15, except DHT, JPG and DAC, which are in the same range. */
export function isFrameHeader(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc
}

/**
 * Yields the segments in order, up to and including the end-of-image marker. Data after it is ignored, as decoders do,
 * and so are markers without a length and fill bytes. A scan's compressed data is only read when the next segment is
 * requested. Throws `UnsoundImage` if a segment violates the format or leaves the file.
 */
export async function* readJpegSegments(source: ByteSource): AsyncGenerator<JpegSegment, void, undefined> {
  let offset = MARKER_LENGTH
  for (let count = 0; count < MOST_SEGMENTS; count += 1) {
    const { marker, start } = await findMarker(source, offset)
    const dataStart = start + MARKER_LENGTH
    if (marker === JPEG_MARKER.endOfImage) {
      yield { marker, start, end: dataStart, data: { start: dataStart, end: dataStart } }
      return
    }
    const length = createView(await readExactly(source, dataStart, 2)).getUint16(0)
    if (length < 2) throw new UnsoundImage('malformed')
    const end = dataStart + length
    if (end > source.size) throw new UnsoundImage('truncated')
    yield { marker, start, end, data: { start: dataStart + 2, end } }
    offset = marker === JPEG_MARKER.startOfScan ? await findEndOfScan(source, end) : end
  }
  throw new UnsoundImage('malformed')
}

/** Finds the next marker that has a length or ends the image. */
async function findMarker(
  source: ByteSource,
  offset: number,
): Promise<{ readonly marker: number; readonly start: number }> {
  for (let start = offset; ;) {
    const piece = await source.read(start, PIECE)
    if (piece.length < MARKER_LENGTH) throw new UnsoundImage('truncated')
    let at = 0
    while (at + 1 < piece.length) {
      const marker = piece[at + 1] ?? 0
      if (piece[at] !== 0xff || marker === 0x00) throw new UnsoundImage('malformed')
      if (marker === 0xff) at += 1 // any number of fill bytes may come before a marker
      else if (isAlone(marker)) at += MARKER_LENGTH
      else return { marker, start: start + at }
    }
    start += at
  }
}

/** Markers without a length: TEM, the restart markers, and a stray start of image. */
function isAlone(marker: number): boolean {
  return marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8)
}

/** Returns the offset of the next marker. In scan data, 0xFF is always followed by 0x00 or a restart marker. */
async function findEndOfScan(source: ByteSource, offset: number): Promise<number> {
  for (let start = offset; ;) {
    const piece = await source.read(start, SCAN_PIECE)
    if (piece.length < MARKER_LENGTH) throw new UnsoundImage('truncated')
    let at = piece.indexOf(0xff)
    while (at !== -1 && at + 1 < piece.length) {
      const next = piece[at + 1] ?? 0
      if (next !== 0x00 && !(next >= 0xd0 && next <= 0xd7)) return start + at
      at = piece.indexOf(0xff, at + 2)
    }
    // The last byte may start a marker that the next piece completes.
    start += at === -1 ? piece.length : at
  }
}

export function buildJpegSegment(marker: number, ...data: readonly Uint8Array[]): Uint8Array {
  const segment = concat([Uint8Array.of(0xff, marker, 0, 0), ...data])
  createView(segment).setUint16(2, segment.length - MARKER_LENGTH)
  return segment
}
