import { open, type FileHandle } from 'node:fs/promises'
import { dirname } from 'node:path'
import { createFolder, errorCode, syncFolder } from './atomic-file'
import { decodeLine, encodeLine, linesOf } from './checked-lines'

export interface JournalContent<T> {
  readonly entries: T[]
  /** Lines that were torn, altered, or refused by `parse`. Each costs itself and no other. */
  readonly damaged: number
}

const NEW_LINE = 0x0a

/**
 * A log that only ever grows, one checked line per entry (`checked-lines.ts`). A crash or a bad sector costs the lines it
 * touched, never the ones before or after.
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
    await this.appendAll([entry])
  }

  /**
   * Adds entries with one write and one sync. After a crash in between the first of them may be there and the rest not,
   * but never a later one without those before it. Returns their size in bytes.
   */
  async appendAll(entries: readonly T[]): Promise<number> {
    const lines = Buffer.concat(entries.map(encodeLine))
    await this.#after(() => this.#write(lines))
    return lines.length
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
      try {
        entries.push(this.#parse(decodeLine(line)))
      } catch {
        // Whatever is wrong with this line, the others still count.
        damaged += 1
      }
    }
    try {
      for await (const { bytes } of linesOf(this.#path)) take(bytes)
    } catch (error) {
      if (errorCode(error) !== 'ENOENT') throw error
    }
    return { entries, damaged }
  }
}

async function endsWithNewLine(file: FileHandle, size: number): Promise<boolean> {
  const { buffer } = await file.read(Buffer.alloc(1), 0, 1, size - 1)
  return buffer[0] === NEW_LINE
}
