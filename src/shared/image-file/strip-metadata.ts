/**
 * Removes everything but the image from an image file: camera, location, time, author, prompts, and trailing data.
 * Pixels and color stay the same, byte for byte.
 */
import { bufferSource, readData } from './byte-source'
import { concat, latin1, startsWith } from './bytes'
import { findContainer } from './container'
import { readOrientation } from './exif-orientation'
import { JPEG_MARKER, readJpegSegments, type JpegSegment } from './jpeg-segments'
import { readPngChunks } from './png-chunks'
import { buildRiff, buildWebpChunk, padChunk, readEndOfRiff, readWebpChunks } from './webp-chunks'

export interface Stripped {
  /** The same bytes if there was nothing to remove. */
  readonly bytes: Uint8Array
  /**
   * With all metadata, but without data after the end of the image, which is another file: the video of a motion photo,
   * a second photo, an archive. The same bytes if there's no such data.
   */
  readonly withMetadata: Uint8Array
  /** How to turn the pixels for display, 1 to 8 as in Exif. The stripped file no longer contains it. */
  readonly orientation: number
  /** The original has an orientation that Chromium ignores, so other programs may show it differently. */
  readonly isAmbiguous?: true
}

/** Undefined for anything but PNG, JPEG and WebP. Rejects with `UnsoundImage` for a damaged file. */
export async function stripMetadata(bytes: Uint8Array): Promise<Stripped | undefined> {
  switch (findContainer(bytes)) {
    case 'png':
      return stripPng(bytes)
    case 'jpeg':
      return stripJpeg(bytes)
    case 'webp':
      return stripWebp(bytes)
    case undefined:
      return undefined
  }
}

const PNG_SIGNATURE_LENGTH = 8
/** The ancillary chunks that affect what is seen: color, transparency, size, animation. */
const VISIBLE = new Set(
  'tRNS gAMA cHRM sRGB iCCP cICP mDCV mDCv cLLI cLLi sBIT bKGD pHYs sPLT hIST acTL fcTL fdAT'.split(' '),
)

async function stripPng(bytes: Uint8Array): Promise<Stripped> {
  const source = bufferSource(bytes)
  const kept: Uint8Array[] = [bytes.subarray(0, PNG_SIGNATURE_LENGTH)]
  let orientation = 1
  let end = 0
  for await (const chunk of readPngChunks(source)) {
    end = chunk.end
    // An uppercase first letter marks a critical chunk.
    if (chunk.type < 'a' || VISIBLE.has(chunk.type)) kept.push(bytes.subarray(chunk.start, chunk.end))
    if (chunk.type === 'eXIf') orientation = readOrientation(await readData(source, chunk))
  }
  return { bytes: join(kept, bytes), withMetadata: cutAt(end, bytes), orientation }
}

const APP2 = 0xe2
const APP15 = 0xef
const ADOBE = 0xee
const COMMENT = 0xfe
const JPEG_START_LENGTH = 2

async function stripJpeg(bytes: Uint8Array): Promise<Stripped> {
  const source = bufferSource(bytes)
  const segments: JpegSegment[] = []
  let orientation: number | undefined
  for await (const segment of readJpegSegments(source)) {
    segments.push(segment)
    if (segment.marker !== JPEG_MARKER.app1 || orientation !== undefined) continue
    const data = await readData(source, segment)
    if (startsWith(data, 'Exif\0\0')) orientation = readOrientation(data)
  }
  const kept = segments.flatMap((segment, index) => {
    const { marker, start, data } = segment
    if (!isVisible(marker, bytes.subarray(data.start, data.end))) return []
    // Compressed data belongs to the preceding scan.
    const end = marker === JPEG_MARKER.startOfScan ? (segments[index + 1]?.start ?? segment.end) : segment.end
    return [bytes.subarray(start, end)]
  })
  const start = bytes.subarray(0, JPEG_START_LENGTH)
  return {
    bytes: join([start, ...kept], bytes),
    withMetadata: cutFollowing(segments, bytes),
    orientation: orientation ?? 1,
  }
}

/** If images follow, removes the list of them too (CIPA DC-007), since it would point at nothing. */
function cutFollowing(segments: readonly JpegSegment[], bytes: Uint8Array): Uint8Array {
  const end = segments.at(-1)?.end ?? bytes.length
  const list = segments.find(
    ({ marker, data }) => marker === APP2 && startsWith(bytes.subarray(data.start, data.end), 'MPF\0'),
  )
  if (end === bytes.length || !list) return cutAt(end, bytes)
  return concat([bytes.subarray(0, list.start), bytes.subarray(list.end, end)])
}

/** Of the application segments, only JFIF, color profiles and Adobe's color transform change what is seen. */
function isVisible(marker: number, data: Uint8Array): boolean {
  if (marker === COMMENT) return false
  if (marker < JPEG_MARKER.app0 || marker > APP15) return true
  if (marker === APP2) return startsWith(data, 'ICC_PROFILE\0')
  return marker === JPEG_MARKER.app0 ? latin1(data, 0, 4) === 'JFIF' : marker === ADOBE
}

const EXTENDED = 'VP8X'
const HAS_EXIF_OR_XMP = 0x0c
const WEBP_VISIBLE = new Set([EXTENDED, 'ICCP', 'ANIM', 'ANMF', 'ALPH', 'VP8 ', 'VP8L'])

/** Chromium ignores the orientation of WebP, so it's ignored here, too. */
async function stripWebp(bytes: Uint8Array): Promise<Stripped> {
  const source = bufferSource(bytes)
  const kept: Uint8Array[] = []
  let orientation = 1
  for await (const chunk of readWebpChunks(source)) {
    if (chunk.type === 'EXIF') orientation = readOrientation(await readData(source, chunk))
    if (!WEBP_VISIBLE.has(chunk.type)) continue
    if (chunk.type !== EXTENDED) {
      kept.push(padChunk(bytes.subarray(chunk.start, chunk.end)))
      continue
    }
    const header = new Uint8Array(bytes.subarray(chunk.data.start, chunk.data.end))
    header[0] = (header[0] ?? 0) & ~HAS_EXIF_OR_XMP
    kept.push(buildWebpChunk(EXTENDED, header))
  }
  const file = buildRiff(kept)
  const stripped = {
    bytes: isSame(file, bytes) ? bytes : file,
    withMetadata: cutAt(await readEndOfRiff(source), bytes),
    orientation: 1,
  }
  return orientation === 1 ? stripped : { ...stripped, isAmbiguous: true }
}

function cutAt(end: number, bytes: Uint8Array): Uint8Array {
  return end < bytes.length ? bytes.subarray(0, end) : bytes
}

function join(parts: readonly Uint8Array[], original: Uint8Array): Uint8Array {
  const length = parts.reduce((sum, part) => sum + part.length, 0)
  return length === original.length ? original : concat(parts)
}

function isSame(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, index) => byte === other[index])
}
