import type { Span } from './bytes'
import { UnsoundImage } from './unsound-image'

/** Random access to bytes: a buffer, or a file of which only a small window is in memory. */
export interface ByteSource {
  readonly size: number
  /** Reads up to `length` bytes from `offset`; fewer at the end. */
  read(offset: number, length: number): Promise<Uint8Array>
}

/** Copies nothing: reads return views of the same bytes. */
export function bufferSource(bytes: Uint8Array): ByteSource {
  return { size: bytes.length, read: (offset, length) => Promise.resolve(bytes.subarray(offset, offset + length)) }
}

/** Bytes read at a time. Most reads are close together. */
const WINDOW = 64 * 1024
/** An image of 50 MB in pieces of 8 KB takes 800. */
const MOST_READS = 10_000

/**
 * Buffers reads, so that a file of many small parts doesn't need a read for each. Throws `UnsoundImage` after too many.
 */
export function readingAhead(source: ByteSource): ByteSource {
  let start = 0
  let held: Uint8Array = new Uint8Array(0)
  let reads = 0
  return {
    size: source.size,
    async read(offset, length) {
      if (offset < start || offset + length > start + held.length) {
        reads += 1
        if (reads > MOST_READS) throw new UnsoundImage('malformed')
        start = offset
        held = await source.read(offset, Math.max(length, WINDOW))
      }
      return held.subarray(offset - start, offset - start + length)
    },
  }
}

/** Reads exactly `length` bytes. Throws `UnsoundImage` if fewer are left. */
export async function readExactly(source: ByteSource, offset: number, length: number): Promise<Uint8Array> {
  if (offset + length > source.size) throw new UnsoundImage('truncated')
  const bytes = await source.read(offset, length)
  if (bytes.length < length) throw new UnsoundImage('truncated')
  return bytes
}

/** The position of a chunk or segment, and of its data. All of it is inside the file. */
export interface Part extends Span {
  readonly data: Span
}

export function readData(source: ByteSource, { data }: Part): Promise<Uint8Array> {
  return readExactly(source, data.start, data.end - data.start)
}
