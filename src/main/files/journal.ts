import { open, type FileHandle } from 'node:fs/promises'
import { dirname } from 'node:path'
import { createFolder, errorCode, syncFolder } from './atomic-file'
import { decodeLine, encodeLine, readFileLines } from './checked-lines'

export interface JournalContent<T> {
  readonly entries: T[]
  /** How many lines were torn, altered or refused by `parse`. Other lines aren't affected. */
  readonly damaged: number
}

const NEW_LINE = 0x0a

/**
 * An append-only log with one checked line per entry (`checked-lines.ts`). A crash or a bad sector loses only the lines
 * it touched.
 *
 * Use one instance per file: reads and appends of one instance wait for each other, those of two don't.
 */
export class Journal<T> {
  readonly #path: string
  readonly #parse: (value: unknown) => T
  #last: Promise<unknown> = Promise.resolve()

  private constructor(path: string, parse: (value: unknown) => T) {
    this.#path = path
    this.#parse = parse
  }

  /**
   * Opens a log and creates its folder if needed. The file is created with the first entry. `parse` throws on anything
   * that isn't an entry.
   */
  static async open<T>(path: string, parse: (value: unknown) => T): Promise<Journal<T>> {
    await createFolder(dirname(path))
    return new Journal(path, parse)
  }

  /**
   * Adds an entry; durable once it resolves. If it rejects, for example on a full disk, the entry isn't in the log, or,
   * if the write couldn't be undone, it's complete or a damaged line. Later entries are intact either way.
   */
  async append(entry: T): Promise<void> {
    await this.appendAll([entry])
  }

  /**
   * Adds entries with one write and one sync. After a crash in between, the log may contain only the first of them, but
   * never a later one without those before it. Returns their size in bytes.
   */
  async appendAll(entries: readonly T[]): Promise<number> {
    const lines = Buffer.concat(entries.map(encodeLine))
    await this.#after(() => this.#write(lines))
    return lines.length
  }

  /**
   * Reads all intact entries in order. A missing file is an empty log. Memory and time are linear in the file's size.
   */
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
        // Leave a torn line from an earlier crash as it is, and start the entry on a new line.
        const torn = size > 0 && !(await endsWithNewLine(file, size))
        await file.appendFile(torn ? Buffer.concat([Buffer.of(NEW_LINE), line]) : line)
        await file.sync()
      } catch (error) {
        // Best effort. If this fails too, the checksum and the new line before the next entry keep the log readable.
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
        // The other lines are still readable.
        damaged += 1
      }
    }
    try {
      for await (const { bytes } of readFileLines(this.#path)) take(bytes)
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
