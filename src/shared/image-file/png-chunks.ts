/** The PNG container (W3C recommendation, third edition): a signature, then chunks up to IEND. */
import { readExactly, type ByteSource, type Part } from './byte-source'
import { concat, createView, latin1, latin1Bytes } from './bytes'
import { UnsoundImage } from './unsound-image'

export interface PngChunk extends Part {
  readonly type: string
}

const SIGNATURE_LENGTH = 8
const FRAME = 12 // length, type and checksum around the data
const TYPE = /^[A-Za-z]{4}$/
const LONGEST_CHUNK = 0x7fff_ffff
/** An image of 50 MB in chunks of 8 KB has 6,400. The limit keeps a file of empty chunks from blocking Easel. */
const MOST_CHUNKS = 50_000

/**
 * Yields the chunks in order, up to and including IEND. Data after it is ignored, as decoders do. Reads only the
 * frames; checksums aren't checked. Throws `UnsoundImage` if a chunk violates the format or leaves the file.
 */
export async function* readPngChunks(source: ByteSource): AsyncGenerator<PngChunk, void, undefined> {
  let start = SIGNATURE_LENGTH
  for (let count = 0; count < MOST_CHUNKS; count += 1) {
    const head = await readExactly(source, start, FRAME)
    const length = createView(head).getUint32(0)
    const type = latin1(head, 4, 8)
    if (!TYPE.test(type) || length > LONGEST_CHUNK) throw new UnsoundImage('malformed')
    const end = start + FRAME + length
    if (end > source.size) throw new UnsoundImage('truncated')
    yield { type, start, end, data: { start: start + 8, end: end - 4 } }
    if (type === 'IEND') return
    start = end
  }
  throw new UnsoundImage('malformed')
}

/** Builds a chunk: length, type, data, checksum. */
export function buildPngChunk(type: string, data: Uint8Array): Uint8Array {
  const chunk = concat([new Uint8Array(4), latin1Bytes(type), data, new Uint8Array(4)])
  const view = createView(chunk)
  view.setUint32(0, data.length)
  view.setUint32(8 + data.length, crc32(chunk.subarray(4, 8 + data.length)))
  return chunk
}

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let remainder = byte
  for (let bit = 0; bit < 8; bit += 1) remainder = remainder & 1 ? (remainder >>> 1) ^ 0xedb8_8320 : remainder >>> 1
  return remainder
})

/** The ISO 3309 checksum that PNG (annex D) and zlib use. */
function crc32(bytes: Uint8Array): number {
  let crc = 0xffff_ffff
  for (const byte of bytes) crc = (crc >>> 8) ^ (CRC_TABLE[(crc ^ byte) & 0xff] ?? 0)
  return (crc ^ 0xffff_ffff) >>> 0
}
