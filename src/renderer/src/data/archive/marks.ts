/**
 * What the page remembers about its copy and main's, in a small database of its own (`easel` holds nothing but what its
 * four stores are for). Both lie in one folder and are lost together.
 */
import { Dexie, type Table } from 'dexie'

export interface ArchiveMark {
  readonly id: 'archive'
  /** Of the archive that was last found to hold every row; null for none yet. */
  readonly identity: string | null
  /** False while rows are being brought back, or when nobody could ask main whether some are missing. */
  readonly isWhole: boolean
  /** The archive from which an empty database is being filled: in the end both hold the same. */
  readonly filledFrom?: string
}

export interface PicturesMark {
  readonly id: 'pictures'
  /** Every picture stored before then is shown somewhere. Milliseconds since the epoch, by main's clock. */
  readonly lookedUntil: number
}

export class Marks {
  readonly #database: Dexie
  readonly #marks: Table<ArchiveMark | PicturesMark, string>

  constructor(name: string) {
    this.#database = new Dexie(name)
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

  async pictures(): Promise<PicturesMark | undefined> {
    const mark = await this.#marks.get('pictures')
    return mark?.id === 'pictures' ? mark : undefined
  }

  async setPictures(mark: Omit<PicturesMark, 'id'>): Promise<void> {
    await this.#marks.put({ ...mark, id: 'pictures' })
  }

  close(): void {
    this.#database.close()
  }
}
