/** The same bytes in pieces of at most this length. They're views, not copies. */
export function* cutBytes(bytes: Uint8Array, length: number): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += length) yield bytes.subarray(at, at + length)
}
