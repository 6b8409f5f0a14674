/** Yields views of the bytes, each at most this long. Nothing is copied. */
export function* cutBytes(bytes: Uint8Array, length: number): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += length) yield bytes.subarray(at, at + length)
}
