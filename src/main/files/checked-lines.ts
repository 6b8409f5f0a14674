/**
 * The format of every log: one line `<length in hex> <checksum> <json>` per entry, so that whatever a crash or a bad
 * sector did to one line, the others can be told from it.
 */
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'

const NEW_LINE = 0x0a
/** Hex digits of SHA-256 kept per line: 64 bits, enough against accidents, which is all a checksum is for. */
const CHECKSUM_DIGITS = 16
const LINE = /^([0-9a-f]{1,8}) ([0-9a-f]{16}) /
/** Longer "lines" are what a broken disk left. Real entries stay below a megabyte: text, never image bytes. */
const MAX_LINE_BYTES = 32 * 1024 * 1024
/** Read at once: some 2 ms of work on them at a time, with room for everything else in between. */
const CHUNK_BYTES = 256 * 1024

export interface FileLine {
  /** Without its end; undefined for a line beyond the limit, whose bytes are not kept. */
  readonly bytes: Buffer | undefined
  /** Where it begins, and where the next one does, in bytes from the start of the file. */
  readonly start: number
  readonly end: number
}

export function encodeLine(entry: unknown): Buffer {
  const json = Buffer.from(JSON.stringify(entry))
  return Buffer.concat([Buffer.from(`${json.length.toString(16)} ${checksum(json)} `), json, Buffer.of(NEW_LINE)])
}

/** The entry of a line. Throws on a damaged one, and on undefined. */
export function decodeLine(line: Buffer | undefined): unknown {
  const head = line && LINE.exec(line.toString('latin1', 0, 26))
  if (!line || !head) throw new Error('not a line of this log')
  const json = line.subarray(head[0].length)
  if (json.length !== Number.parseInt(head[1] ?? '', 16) || checksum(json) !== head[2]) throw new Error('damaged line')
  return JSON.parse(json.toString())
}

/** The lines of a file that are not empty, from an offset on where a line begins. Memory: one chunk and one line. */
export async function* linesOf(path: string, from = 0): AsyncGenerator<FileLine> {
  // Pieces are joined once per line: joining at every chunk would make a long line cost its square.
  let pieces: Buffer[] = []
  let length = 0
  let start = from
  const keep = (piece: Buffer): void => {
    length += piece.length
    if (length <= MAX_LINE_BYTES) pieces.push(piece)
    else pieces = []
  }
  const finish = (end: number): FileLine => {
    // Mostly a line lies within one chunk, and need not be copied.
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
