import { setImmediate as nextTurn } from 'node:timers/promises'
import { UnsoundImage } from './inspect-image'

/** Some servers send a data URL where the API promises plain base64. */
const DATA_URL = /^data:image\/[a-z0-9.+-]{1,32};base64,/i
/** Node's decoder also accepts these in place of `+` and `/`. Base64 doesn't. */
const URL_ALPHABET = ['-', '_'] as const
/** How much is decoded in one turn of the event loop, about 2 ms. A multiple of four characters. */
const SLICE_CHARACTERS = 512 * 1024

/**
 * Decodes an image sent as base64, with or without `data:image/…;base64,` in front and line breaks inside. Rejects with
 * `UnsoundImage` where Node's decoder would silently drop what it can't read: another alphabet, missing padding,
 * nothing at all. Linear, about 3 ms per megabyte, in slices between which main can do other work.
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
 * Whether the decoder reads this slice correctly. It skips other invalid characters, and its output is then too short:
 * checking every character here would take three times as long as decoding.
 */
function isPlain(slice: string): boolean {
  // Of a character beyond ASCII, the decoder only sees the lower eight bits.
  return Buffer.byteLength(slice) === slice.length && !URL_ALPHABET.some((wrong) => slice.includes(wrong))
}

function withoutLineBreaks(text: string): string {
  return text.includes('\n') || text.includes('\r') ? text.replace(/[\r\n]+/g, '') : text
}
