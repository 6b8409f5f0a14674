/**
 * The format of every log: one line `<length in hex> <checksum> <json>` per entry. After a crash or a bad sector,
 * intact lines can still be distinguished from damaged ones.
 */
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'

const NEW_LINE = 0x0a
/** Hex digits of SHA-256 per line: 64 bits, enough against accidental damage. */
const CHECKSUM_DIGITS = 16
const LINE = /^([0-9a-f]{1,8}) ([0-9a-f]{16}) /
/**
 * A longer line can only come from a broken disk. Real entries stay below a megabyte: they contain text, never image
 * bytes.
 */
const MAX_LINE_BYTES = 32 * 1024 * 1024
/** In bytes. Read at once: about 2 ms of work, with other work in between. */
const CHUNK_BYTES = 256 * 1024

export interface FileLine {
  /** The line without its end. Undefined for a line over the limit, whose bytes are dropped. */
  readonly bytes: Buffer | undefined
  /** Where the line starts and where the next one starts, in bytes from the start of the file. */
  readonly start: number
  readonly end: number
}

export function encodeLine(entry: unknown): Buffer {
  const json = Buffer.from(JSON.stringify(entry))
  return Buffer.concat([Buffer.from(`${json.length.toString(16)} ${checksum(json)} `), json, Buffer.of(NEW_LINE)])
}

/** Decodes the entry of a line. Throws on a damaged line and on undefined. */
export function decodeLine(line: Buffer | undefined): unknown {
  const head = line && LINE.exec(line.toString('latin1', 0, 26))
  if (!line || !head) throw new Error('not a line of this log')
  const json = line.subarray(head[0].length)
  if (json.length !== Number.parseInt(head[1] ?? '', 16) || checksum(json) !== head[2]) throw new Error('damaged line')
  return JSON.parse(json.toString())
}

/**
 * Reads the non-empty lines of a file, from an offset at which a line starts. Uses memory for one chunk and one line.
 */
export async function* readFileLines(path: string, from = 0): AsyncGenerator<FileLine> {
  // Join the pieces once per line. Joining at every chunk would make long lines take quadratic time.
  let pieces: Buffer[] = []
  let length = 0
  let start = from
  const keep = (piece: Buffer): void => {
    length += piece.length
    if (length <= MAX_LINE_BYTES) pieces.push(piece)
    else pieces = []
  }
  const finish = (end: number): FileLine => {
    // Most lines are within one chunk and needn't be copied.
    const whole = pieces.length === 1 ? pieces[0] : Buffer.concat(pieces)
    const line = { bytes: length <= MAX_LINE_BYTES ? whole : undefined, start, end }
    pieces = []
    length = 0
    start = end
    return line
  }
  let position = from
  const stream = createReadStream(path, { start: from, highWaterMark: CHUNK_BYTES })
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    let begin = 0
    for (let end = chunk.indexOf(NEW_LINE); end !== -1; end = chunk.indexOf(NEW_LINE, begin)) {
      keep(chunk.subarray(begin, end))
      const isEmpty = length === 0
      const line = finish(position + end + 1)
      if (!isEmpty) yield line
      begin = end + 1
    }
    keep(chunk.subarray(begin))
    position += chunk.length
  }
  if (length > 0) yield finish(position)
}

function checksum(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex').slice(0, CHECKSUM_DIGITS)
}
