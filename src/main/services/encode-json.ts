/**
 * Encodes a request body with images in it, piece by piece. As one string, a few large images would block main for a
 * tenth of a second.
 */
import { randomUUID } from 'node:crypto'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { cutBytes } from '../objects/cut-bytes'

/**
 * In bytes. Encoded per turn of the event loop, in about a millisecond. A multiple of three, so that only the last
 * piece is padded.
 */
const PIECE = 192 * 1024

/** Takes the place of a string in a JSON body, and is encoded as the base64 of these bytes. */
export class InlineImage {
  /** `data:image/png;base64,` if a URL is expected. */
  readonly prefix: string
  readonly bytes: Uint8Array

  constructor(bytes: Uint8Array, prefix = '') {
    this.bytes = bytes
    this.prefix = prefix
  }
}

/** A body of a service's type, with images allowed in place of strings. */
export type Encodable<Body> = Body extends string
  ? Body | InlineImage
  : Body extends object
    ? { readonly [Field in keyof Body]: Encodable<Body[Field]> }
    : Body

/**
 * Encodes `value` as JSON, including the images in it. A blob has a known length, which servers without chunked bodies
 * need, and can be sent several times. Rejects with the signal's reason if the user stops meanwhile.
 */
export async function encodeJson(value: unknown, signal?: AbortSignal): Promise<Blob> {
  const images: InlineImage[] = []
  // Random, so that no text of the user can contain it.
  const mark = randomUUID()
  const text = JSON.stringify(value, (_name, part: unknown) => {
    if (!(part instanceof InlineImage)) return part
    images.push(part)
    return mark
  })
  const pieces: Blob[] = []
  for (const [index, between] of text.split(mark).entries()) {
    pieces.push(new Blob([between]))
    const image = images[index]
    if (!image) continue
    pieces.push(new Blob([image.prefix]))
    for (const bytes of cutBytes(image.bytes, PIECE)) {
      pieces.push(new Blob([toBuffer(bytes).toString('base64')]))
      await nextTurn()
      signal?.throwIfAborted()
    }
  }
  return new Blob(pieces, { type: 'application/json' })
}

function toBuffer({ buffer, byteOffset, length }: Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, length)
}
