/** The WebP container (RFC 9649): RIFF chunks, each at an even offset. */
import { readExactly, type ByteSource, type Part } from './byte-source'
import { concat, createView, latin1, latin1Bytes } from './bytes'
import { UnsoundImage } from './unsound-image'

export interface WebpChunk extends Part {
  readonly type: string
}

const RIFF_HEADER = 12
const CHUNK_HEADER = 8
/** An animation of several minutes has a few thousand frames. */
const MOST_CHUNKS = 20_000

/** Reads where the container ends according to its header, which may be beyond the end of the file. */
export async function readEndOfRiff(source: ByteSource): Promise<number> {
  const head = await readExactly(source, 0, RIFF_HEADER)
  return CHUNK_HEADER + createView(head).getUint32(4, true)
}

/**
 * Yields the container's chunks in order; `end` is before the padding. Data after the container is ignored. Reads only
 * the chunk headers. Throws `UnsoundImage` if a chunk leaves the container or the file.
 */
export async function* readWebpChunks(source: ByteSource): AsyncGenerator<WebpChunk, void, undefined> {
  const containerEnd = await readEndOfRiff(source)
  let start = RIFF_HEADER
  for (let count = 0; count < MOST_CHUNKS; count += 1) {
    if (start + CHUNK_HEADER > containerEnd) return
    const head = await readExactly(source, start, CHUNK_HEADER)
    const length = createView(head).getUint32(4, true)
    const dataStart = start + CHUNK_HEADER
    const end = dataStart + length
    if (end > containerEnd) throw new UnsoundImage('malformed')
    if (end > source.size) throw new UnsoundImage('truncated')
    yield { type: latin1(head, 0, 4), start, end, data: { start: dataStart, end } }
    start = end + (length % 2)
  }
  throw new UnsoundImage('malformed')
}

/** Builds a chunk: type, length, data, padding. */
export function buildWebpChunk(type: string, data: Uint8Array): Uint8Array {
  const head = concat([latin1Bytes(type), new Uint8Array(4)])
  createView(head).setUint32(4, data.length, true)
  return padChunk(concat([head, data]))
}

/** Other programs may have omitted the last chunk's padding. */
export function padChunk(chunk: Uint8Array): Uint8Array {
  return chunk.length % 2 === 0 ? chunk : concat([chunk, Uint8Array.of(0)])
}

/** Builds the container around complete chunks. */
export function buildRiff(chunks: readonly Uint8Array[]): Uint8Array {
  const file = concat([latin1Bytes('RIFF\0\0\0\0WEBP'), ...chunks])
  createView(file).setUint32(4, file.length - CHUNK_HEADER, true)
  return file
}
