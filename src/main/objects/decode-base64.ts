import { setImmediate as nextTurn } from 'node:timers/promises'
import { UnsoundImage } from './inspect-image'

/** Some servers send a data URL where the API promises bare base64. */
const DATA_URL = /^data:image\/[a-z0-9.+-]{1,32};base64,/i
/** What Node's decoder takes for `+` and `/`, and base64 does not. */
const URL_ALPHABET = ['-', '_'] as const
/** Decoded in one turn of the event loop: some 2 ms. A multiple of four characters. */
const SLICE_CHARACTERS = 512 * 1024

/**
 * The bytes of an image sent as base64, with or without a `data:image/…;base64,` in front and line breaks within.
 * Rejects with `UnsoundImage` where Node's own decoder would silently drop what it cannot read: another alphabet, missing
 * padding, nothing at all. Linear, some 3 ms per megabyte, in turns between which main does what else it has to.
 */
export async function decodeBase64(text: string): Promise<Buffer> {
  const prefix = DATA_URL.exec(text)?.[0] ?? ''
  const base64 = withoutLineBreaks(prefix === '' ? text : text.slice(prefix.length))
  if (base64.length === 0 || base64.length % 4 !== 0) throw new UnsoundImage('truncated')

  const padding = base64.endsWith('==') ? 2 : base64.endsWith('=') ? 1 : 0
  const bytes = Buffer.allocUnsafe((base64.length / 4) * 3 - padding)
  let written = 0
  for (let start = 0; start < base64.length; start += SLICE_CHARACTERS) {
    if (start > 0) await nextTurn()
    const slice = base64.slice(start, start + SLICE_CHARACTERS)
    const expected = Math.min(bytes.length - written, (slice.length / 4) * 3)
    if (!isPlain(slice) || bytes.write(slice, written, 'base64') !== expected) throw new UnsoundImage('malformed')
    written += expected
  }
  return bytes
}

/**
 * Free of what the decoder would misread. Whatever else is not of the alphabet it leaves out, and is then found to have
 * written too little: looking at every character ourselves would take three times as long as decoding.
 */
function isPlain(slice: string): boolean {
  // Of a character beyond ASCII the decoder sees only the lower eight bits.
  return Buffer.byteLength(slice) === slice.length && !URL_ALPHABET.some((wrong) => slice.includes(wrong))
}

function withoutLineBreaks(text: string): string {
  return text.includes('\n') || text.includes('\r') ? text.replace(/[\r\n]+/g, '') : text
}
