import { concat } from './bytes'

/** Decompresses zlib data of up to `most` bytes, and stops there. Undefined if it's longer or isn't zlib data. */
export async function inflate(bytes: Uint8Array, most: number): Promise<Uint8Array | undefined> {
  const stream = new DecompressionStream('deflate')
  const writer = stream.writable.getWriter()
  // Errors also surface on the readable side.
  writer.write(new Uint8Array(bytes)).catch(() => undefined)
  writer.close().catch(() => undefined)
  const reader = stream.readable.getReader()
  const parts: Uint8Array[] = []
  let length = 0
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) break
      length += value.length
      if (length > most) return undefined
      parts.push(value)
    }
  } catch {
    return undefined
  } finally {
    reader.cancel().catch(() => undefined)
  }
  return concat(parts)
}
