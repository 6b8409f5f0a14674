/** Decodes a file's bytes as text, or says why it can't. Pure. */
import { isBlank } from '@shared/is-blank'
import { LONGEST_FILE_TEXT } from '@shared/text-files'

export type TextProblem = 'not-text' | 'empty' | 'too-long' | 'encrypted' | 'no-text' | 'damaged'

export class UnreadableText extends Error {
  override readonly name = 'UnreadableText'
  readonly problem: TextProblem

  constructor(problem: TextProblem, cause?: unknown) {
    super(problem, { cause })
    this.problem = problem
  }
}

/** In bytes. Anything larger has too many characters in any encoding, and would take the window a second to decode. */
const LARGEST_TEXT = 4 * LONGEST_FILE_TEXT

/** Decodes UTF-8, UTF-16 with a byte order mark, or Windows-1252 if nothing else fits. Throws an `UnreadableText`. */
export function decodeText(bytes: Uint8Array): string {
  if (bytes.length === 0) throw new UnreadableText('empty')
  return checkText(decode(bytes))
}

function decode(bytes: Uint8Array): string {
  const [first, second] = bytes
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  if (isBinary(bytes)) throw new UnreadableText('not-text')
  if (bytes.length > LARGEST_TEXT) throw new UnreadableText('too-long')
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('windows-1252').decode(bytes)
  }
}

const TAB_TO_RETURN = { first: 9, last: 13 }
const ESCAPE = 27

/** Whether the bytes aren't text, which has no zero bytes and hardly any control characters; logs may have escapes. */
function isBinary(bytes: Uint8Array): boolean {
  let controls = 0
  for (const byte of bytes) {
    if (byte === 0) return true
    if (byte < 32 && byte !== ESCAPE && (byte < TAB_TO_RETURN.first || byte > TAB_TO_RETURN.last)) controls += 1
  }
  return controls > bytes.length / 100
}

/** Unpaired surrogates. */
const HALVES = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g

/**
 * Normalizes line breaks and removes control characters and unpaired surrogates. Throws if nothing, or too much, is
 * left.
 */
export function checkText(text: string): string {
  const clean = text
    .replace(/\r\n?/g, '\n')
    // oxlint-disable-next-line no-control-regex -- these are what is taken out
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufeff]/g, '')
    .replace(HALVES, '\ufffd')
    .trimEnd()
  if (isBlank(clean)) throw new UnreadableText('empty')
  if (clean.length > LONGEST_FILE_TEXT) throw new UnreadableText('too-long')
  return clean
}
