/** Bytes that are read in a few places: a buffer, or a file of which only a little is in memory at a time. */
export interface ByteSource {
  readonly size: number
  /** Reads up to `length` bytes from `offset` on; fewer at the end. */
  read(offset: number, length: number): Promise<Uint8Array>
}

export function bufferSource(bytes: Uint8Array): ByteSource {
  return { size: bytes.length, read: (offset, length) => Promise.resolve(bytes.subarray(offset, offset + length)) }
}

/** In bytes, read at a time: most requests are close together. */
const WINDOW = 64 * 1024

/** Reads ahead, so that a file of many small chunks doesn't need a request for each. */
export function readingAhead(source: ByteSource): ByteSource {
  let start = 0
  let held: Uint8Array = new Uint8Array(0)
  return {
    size: source.size,
    async read(offset, length) {
      if (offset < start || offset + length > start + held.length) {
        start = offset
        held = await source.read(offset, Math.max(length, WINDOW))
      }
      return held.subarray(offset - start, offset - start + length)
    },
  }
}

/** Reads exactly `length` bytes. Throws `EndOfBytes` when fewer are left. */
export async function need(source: ByteSource, offset: number, length: number): Promise<Uint8Array> {
  if (offset + length > source.size) throw new EndOfBytes()
  const bytes = await source.read(offset, length)
  if (bytes.length < length) throw new EndOfBytes()
  return bytes
}

export class EndOfBytes extends Error {}

export function createView(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}

export function latin1(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes)
}
