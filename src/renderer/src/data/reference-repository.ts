import type { AttachmentId } from '@shared/ids'
import { isSameName } from '@shared/reference-names'
import type { EaselDatabase } from './database'
import type { AttachmentRow } from './rows'

/** An image with a name. */
export interface ReferenceRow extends AttachmentRow {
  readonly referenceName: string
}

/**
 * The shelf of named images. A name is a field of the image's row, which isn't purged while it has one (`purge.ts`).
 */
export class ReferenceRepository {
  readonly #database: EaselDatabase

  constructor(database: EaselDatabase) {
    this.#database = database
  }

  /** In the order of their names. Only reads images with a name. */
  async all(): Promise<readonly ReferenceRow[]> {
    const rows = await this.#database.attachments.where('referenceName').above('').toArray()
    return rows
      .flatMap((row) => (row.referenceName === undefined ? [] : [{ ...row, referenceName: row.referenceName }]))
      .toSorted((one, other) => one.referenceName.localeCompare(other.referenceName) || one.createdAt - other.createdAt)
  }

  /**
   * Names or renames an image. Returns false, changing nothing, if another image has the name or this one has no row.
   */
  async name(id: AttachmentId, name: string): Promise<boolean> {
    const { attachments } = this.#database
    return this.#database.transaction('rw', attachments, async () => {
      const others = await this.all()
      if (others.some((other) => other.id !== id && isSameName(other.referenceName, name))) return false
      return (await attachments.where('id').equals(id).modify({ referenceName: name })) === 1
    })
  }

  /** Removes the name. An image that had stayed only for its name goes to the bin. */
  async remove(id: AttachmentId, now: number): Promise<void> {
    const { attachments } = this.#database
    await this.#database.transaction('rw', attachments, async () => {
      const row = await attachments.get(id)
      if (!row) return
      await attachments.update(id, {
        referenceName: undefined,
        ...(row.purgedAt !== undefined && { purgedAt: undefined, deletedAt: now }),
      })
    })
  }
}
