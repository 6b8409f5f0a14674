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
}

export class Marks {
  readonly #database: Dexie
  readonly #marks: Table<ArchiveMark, string>

  constructor(name: string) {
    this.#database = new Dexie(name)
    this.#database.version(1).stores({ marks: 'id' })
    this.#marks = this.#database.table('marks')
  }

  archive(): Promise<ArchiveMark | undefined> {
    return this.#marks.get('archive')
  }

  async setArchive(mark: Omit<ArchiveMark, 'id'>): Promise<void> {
    await this.#marks.put({ ...mark, id: 'archive' })
  }

  close(): void {
    this.#database.close()
  }
}
