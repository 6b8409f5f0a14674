/**
 * What the page remembers about the two copies, in a separate small database, because `easel` contains only the user's
 * data. Both are in one folder and are lost together.
 */
import { Dexie, type DexieOptions, type Table } from 'dexie'

export interface ArchiveMark {
  readonly id: 'archive'
  /** The identity of the archive that last had every row. Null for none yet. */
  readonly identity: string | null
  /** False while rows are being restored, or if main couldn't be asked whether some are missing. */
  readonly isWhole: boolean
  /** The identity of the archive that is filling an empty database. In the end both have the same rows. */
  readonly filledFrom?: string
}

export interface ImagesMark {
  readonly id: 'pictures'
  /** All images stored before this time are in some chat. In milliseconds since the epoch, by main's clock. */
  readonly lookedUntil: number
}

export interface BinMark {
  readonly id: 'bin'
  /** See `BinRepository.countsFrom`. */
  readonly since: number
}

export class Marks {
  readonly #database: Dexie
  readonly #marks: Table<ArchiveMark | ImagesMark | BinMark, string>

  constructor(name: string, engine: DexieOptions = {}) {
    this.#database = new Dexie(name, engine)
    this.#database.version(1).stores({ marks: 'id' })
    this.#marks = this.#database.table('marks')
  }

  async archive(): Promise<ArchiveMark | undefined> {
    const mark = await this.#marks.get('archive')
    return mark?.id === 'archive' ? mark : undefined
  }

  async setArchive(mark: Omit<ArchiveMark, 'id'>): Promise<void> {
    await this.#marks.put({ ...mark, id: 'archive' })
  }

  async images(): Promise<ImagesMark | undefined> {
    const mark = await this.#marks.get('pictures')
    return mark?.id === 'pictures' ? mark : undefined
  }

  async setImages(mark: Omit<ImagesMark, 'id'>): Promise<void> {
    await this.#marks.put({ ...mark, id: 'pictures' })
  }

  async bin(): Promise<BinMark | undefined> {
    const mark = await this.#marks.get('bin')
    return mark?.id === 'bin' ? mark : undefined
  }

  async setBin(mark: Omit<BinMark, 'id'>): Promise<void> {
    await this.#marks.put({ ...mark, id: 'bin' })
  }

  /** Rewrites the existing mark. Rejects if nothing can be written. */
  async tryWriting(): Promise<void> {
    await this.#database.transaction('rw', this.#marks, async () => {
      const mark = (await this.#marks.get('archive')) ?? { id: 'archive', identity: null, isWhole: true }
      await this.#marks.put(mark)
    })
  }

  close(): void {
    this.#database.close()
  }
}
