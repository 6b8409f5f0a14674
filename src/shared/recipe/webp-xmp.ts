/** XMP in WebP: a chunk of its own (RFC 9649, 2.7.1.5). */
import { EndOfBytes, latin1, need, createView, type ByteSource } from './byte-source'
import { LARGEST_XMP } from './recipe'

export const WEBP_XMP = 'XMP '

/** An animation of minutes has some thousand frames. */
const MOST_CHUNKS = 20_000
const CHUNK_HEADER = 8

export async function webpXmp(source: ByteSource): Promise<readonly string[]> {
  const end = Math.min(source.size, CHUNK_HEADER + createView(await need(source, 4, 4)).getUint32(0, true))
  let offset = 12
  for (let count = 0; count < MOST_CHUNKS; count += 1) {
    if (offset + CHUNK_HEADER > end) return []
    const head = await need(source, offset, CHUNK_HEADER)
    const length = createView(head).getUint32(4, true)
    if (latin1(head.subarray(0, 4)) === WEBP_XMP && length <= LARGEST_XMP) {
      return [new TextDecoder().decode(await need(source, offset + CHUNK_HEADER, length))]
    }
    offset += CHUNK_HEADER + length + (length % 2)
  }
  throw new EndOfBytes()
}
