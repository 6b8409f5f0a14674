import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open, type FileHandle } from 'node:fs/promises'
import { dirname } from 'node:path'
import { createFolder, errorCode, syncFolder } from './atomic-file'

export interface JournalContent<T> {
  readonly entries: T[]
  /** Lines that were torn, altered, or refused by `parse`. Each costs itself and no other. */
  readonly damaged: number
}

const NEW_LINE = 0x0a
/** Hex digits of SHA-256 kept per line: 64 bits, enough against accidents, which is all a checksum is for. */
const CHECKSUM_DIGITS = 16
const LINE = /^([0-9a-f]{1,8}) ([0-9a-f]{16}) /
/** Longer "lines" are what a broken disk left. Real entries stay below a megabyte: text, never image bytes. */
const MAX_LINE_BYTES = 32 * 1024 * 1024

/**
 * A log that only ever grows: one line `<length in hex> <checksum> <json>` per entry. A crash or a bad sector costs the
 * lines it touched, never the ones before or after.
 *
 * One instance per file: appends and reads of an instance wait for each other, those of two do not.
 */
export class Journal<T> {
  readonly #path: string
  readonly #parse: (value: unknown) => T
  #last: Promise<unknown> = Promise.resolve()

  private constructor(path: string, parse: (value: unknown) => T) {
    this.#path = path
    this.#parse = parse
  }

  /** Creates the folder where needed; the file comes with the first entry. `parse` throws on what is no entry. */
  static async open<T>(path: string, parse: (value: unknown) => T): Promise<Journal<T>> {
    await createFolder(dirname(path))
    return new Journal(path, parse)
  }

  /**
   * Adds an entry; durable once it resolves. When it rejects (a full disk, say) the entry is not in the log, or, if
   * not even that could be ensured, is there whole or as a damaged line; later entries are sound either way.
   */
  async append(entry: T): Promise<void> {
    const line = encodeLine(entry)
    await this.#after(() => this.#write(line))
  }

  /** Everything that can be read, in order. A missing file is an empty log. Memory and time grow with the file, linearly. */
  read(): Promise<JournalContent<T>> {
    return this.#after(() => this.#readAll())
  }

  #after<R>(action: () => Promise<R>): Promise<R> {
    const result = this.#last.then(action)
    this.#last = result.catch(() => undefined)
    return result
  }

  async #write(line: Buffer): Promise<void> {
    const { file, isNew } = await this.#openForAppending()
    try {
      const { size } = await file.stat()
      try {
        // A line that an earlier crash tore keeps its own line; the entry starts on a fresh one.
        const torn = size > 0 && !(await endsWithNewLine(file, size))
        await file.appendFile(torn ? Buffer.concat([Buffer.of(NEW_LINE), line]) : line)
        await file.sync()
      } catch (error) {
        // Best effort: where even this fails, the checksum and the fresh line of the next entry keep the log sound.
        await file.truncate(size).catch(() => undefined)
        throw error
      }
    } finally {
      await file.close()
    }
    if (isNew) await syncFolder(dirname(this.#path))
  }

  async #openForAppending(): Promise<{ file: FileHandle; isNew: boolean }> {
    try {
      return { file: await open(this.#path, 'ax+'), isNew: true }
    } catch (error) {
      if (errorCode(error) !== 'EEXIST') throw error
      return { file: await open(this.#path, 'a+'), isNew: false }
    }
  }

  async #readAll(): Promise<JournalContent<T>> {
    const entries: T[] = []
    let damaged = 0
    const take = (line: Buffer | undefined): void => {
      if (line?.length === 0) return
      try {
        entries.push(this.#parse(decodeLine(line)))
      } catch {
        // Whatever is wrong with this line, the others still count.
        damaged += 1
      }
    }
    try {
      for await (const line of linesOf(this.#path)) take(line)
    } catch (error) {
      if (errorCode(error) !== 'ENOENT') throw error
    }
    return { entries, damaged }
  }
}

function encodeLine(entry: unknown): Buffer {
  const json = Buffer.from(JSON.stringify(entry))
  return Buffer.concat([Buffer.from(`${json.length.toString(16)} ${checksum(json)} `), json, Buffer.of(NEW_LINE)])
}

/** Throws on a damaged line; undefined stands for one that was too long to keep. */
function decodeLine(line: Buffer | undefined): unknown {
  const head = line && LINE.exec(line.toString('latin1', 0, 26))
  if (!line || !head) throw new Error('not a line of this log')
  const json = line.subarray(head[0].length)
  if (json.length !== Number.parseInt(head[1] ?? '', 16) || checksum(json) !== head[2]) throw new Error('damaged line')
  return JSON.parse(json.toString())
}

function checksum(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex').slice(0, CHECKSUM_DIGITS)
}

async function endsWithNewLine(file: FileHandle, size: number): Promise<boolean> {
  const { buffer } = await file.read(Buffer.alloc(1), 0, 1, size - 1)
  return buffer[0] === NEW_LINE
}

/** The file's lines without their ends; undefined for a line beyond the limit, whose bytes are not kept. */
async function* linesOf(path: string): AsyncGenerator<Buffer | undefined> {
  // Pieces are joined once per line: joining at every chunk would make a long line cost its square.
  let pieces: Buffer[] = []
  let length = 0
  const keep = (piece: Buffer): void => {
    length += piece.length
    if (length <= MAX_LINE_BYTES) pieces.push(piece)
    else pieces = []
  }
  const finish = (): Buffer | undefined => {
    const line = length <= MAX_LINE_BYTES ? Buffer.concat(pieces) : undefined
    pieces = []
    length = 0
    return line
  }
  for await (const chunk of createReadStream(path, { highWaterMark: 1024 * 1024 }) as AsyncIterable<Buffer>) {
    let start = 0
    for (let end = chunk.indexOf(NEW_LINE); end !== -1; end = chunk.indexOf(NEW_LINE, start)) {
      keep(chunk.subarray(start, end))
      yield finish()
      start = end + 1
    }
    keep(chunk.subarray(start))
  }
  if (length > 0) yield finish()
}
