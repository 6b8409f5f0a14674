/** Embeds the packet in a JPEG: an APP1 segment after those that must come first. A segment holds at most 64 KB. */
import { JPEG_EXTENSION_FRAME, JPEG_EXTENSION_HEADER, JPEG_XMP_HEADER } from '@shared/recipe/jpeg-xmp'
import { packetText, type Packet, type PacketWriter } from './packet'

const LONGEST_SEGMENT = 0xffff - 2
const MOST_IN_PACKET = LONGEST_SEGMENT - JPEG_XMP_HEADER.length
const MOST_IN_PART = LONGEST_SEGMENT - JPEG_EXTENSION_FRAME
const APP0 = 0xe0
const APP1 = 0xe1
const START_OF_SCAN = 0xda

export function embedInJpeg(bytes: Buffer, write: PacketWriter): Buffer | undefined {
  const { existing, place } = findPlace(bytes)
  const text = existing && packetText(existing)
  if (existing && text === undefined) return undefined
  const packet = write({ ...(text !== undefined && { existing: text }), most: MOST_IN_PACKET })
  return packet && Buffer.concat([bytes.subarray(0, place.start), ...buildSegments(packet), bytes.subarray(place.end)])
}

/**
 * Finds the segment of the existing packet, or the place for a new one: after JFIF's and Exif's segments, which must
 * come first.
 */
function findPlace(bytes: Buffer): { readonly existing?: Buffer; readonly place: { start: number; end: number } } {
  let behind = 2
  for (let start = 2; start + 4 <= bytes.length;) {
    const marker = bytes[start + 1] ?? 0
    if (marker === START_OF_SCAN) break
    const end = endOfSegment(bytes, start)
    const data = bytes.subarray(start + 4, end)
    if (marker === APP1 && startsWith(data, JPEG_XMP_HEADER)) {
      return { existing: data.subarray(JPEG_XMP_HEADER.length), place: { start, end } }
    }
    const standsFirst = marker === APP0 || (marker === APP1 && startsWith(data, 'Exif\0'))
    if (standsFirst && start === behind) behind = end
    start = end
  }
  return { place: { start: behind, end: behind } }
}

/** Markers without a length, and fill bytes, are copied unchanged. */
function endOfSegment(bytes: Buffer, start: number): number {
  const marker = bytes[start + 1] ?? 0
  if (marker === 0xff) return start + 1
  if (marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8)) return start + 2
  return start + 2 + bytes.readUInt16BE(start + 2)
}

function buildSegments({ standard, extension }: Packet): readonly Buffer[] {
  const segments = [segment(Buffer.from(JPEG_XMP_HEADER, 'latin1'), Buffer.from(standard))]
  if (!extension) return segments
  const whole = Buffer.from(extension.text)
  for (let offset = 0; offset < whole.length; offset += MOST_IN_PART) {
    const place = Buffer.alloc(8)
    place.writeUInt32BE(whole.length, 0)
    place.writeUInt32BE(offset, 4)
    const header = Buffer.from(JPEG_EXTENSION_HEADER + extension.guid, 'latin1')
    segments.push(segment(header, place, whole.subarray(offset, offset + MOST_IN_PART)))
  }
  return segments
}

function segment(...parts: readonly Buffer[]): Buffer {
  const head = Buffer.of(0xff, APP1, 0, 0)
  head.writeUInt16BE(2 + parts.reduce((sum, { length }) => sum + length, 0), 2)
  return Buffer.concat([head, ...parts])
}

function startsWith(data: Buffer, header: string): boolean {
  return data.toString('latin1', 0, header.length) === header
}
