import type { AttachmentId, MessageId, ObjectHash } from '@shared/ids'
import type { Dimensions } from '@shared/image-options'
import { getRemovalKey } from './archive/remove-rows'
import type { EaselDatabase } from './database'
import type { ImageRows } from './records'
import type { AttachmentRow, MessageAttachmentRow } from './rows'

export class AttachmentRepository {
  readonly #database: EaselDatabase

  constructor(database: EaselDatabase) {
    this.#database = database
  }

  /** How many have a copy in the Blob store. */
  countUploaded(): Promise<number> {
    return this.#database.attachments.filter(({ url }) => url !== undefined).count()
  }

  find(id: AttachmentId): Promise<AttachmentRow | undefined> {
    return this.#database.attachments.get(id)
  }

  /** The attachment of an image file, preferably the one that an answer made. */
  async findByHash(hash: ObjectHash): Promise<AttachmentId | undefined> {
    const ids = await this.#database.attachments.where('hash').equals(hash).primaryKeys()
    const links = await this.#database.messageAttachments.where('attachmentId').anyOf(ids).toArray()
    return links.find(isOutput)?.attachmentId ?? ids[0]
  }

  /** Adds an image to an answer, in both tables or in none. Does nothing if the answer has no row; idempotent. */
  async addToAnswer({ attachment, link }: ImageRows): Promise<void> {
    const { messages, attachments, messageAttachments } = this.#database
    await this.#database.transaction('rw', messages, attachments, messageAttachments, async () => {
      if (!(await messages.get(link.messageId))) return
      await attachments.put(attachment)
      await messageAttachments.put(link)
    })
  }

  /** Whether the user has permanently deleted this image of an answer. */
  async isRemoved(messageId: MessageId, id: AttachmentId): Promise<boolean> {
    return (await this.#database.removals.get(getRemovalKey('messageAttachments', `${messageId}/${id}`))) !== undefined
  }

  /**
   * Corrects the size of an image. Writes nothing if the row already has that size (Dexie compares) or doesn't exist.
   */
  async setSize(id: AttachmentId, { width, height }: Dimensions): Promise<void> {
    await this.#database.attachments.update(id, { width, height })
  }

  /**
   * Addresses of the uploaded copies of these images, by hash. Omits images that were never uploaded. Reads the whole
   * table, which is fine because it's only needed when files are damaged.
   */
  async findCopies(hashes: readonly ObjectHash[]): Promise<ReadonlyMap<ObjectHash, string>> {
    const wanted = new Set(hashes)
    const copies = new Map<ObjectHash, string>()
    await this.#database.attachments.each(({ hash, url }) => {
      if (url !== undefined && wanted.has(hash)) copies.set(hash, url)
    })
    return copies
  }

  /**
   * The answers whose images were written last, newest first. A write isn't always a new image: a finished upload and
   * an image attached to a question also count, so callers should request more than they need.
   */
  async lastWritten(most: number): Promise<readonly MessageId[]> {
    // eslint-disable-next-line unicorn/no-array-reverse -- Dexie's collection, not an array
    const rows = await this.#database.attachments.orderBy('sequence').reverse().limit(most).toArray()
    const newest = rows.toSorted((one, other) => other.createdAt - one.createdAt)
    const links = await Promise.all(
      newest.map(({ id }) => this.#database.messageAttachments.where({ attachmentId: id }).filter(isOutput).first()),
    )
    return [...new Set(links.flatMap((link) => link?.messageId ?? []))]
  }
}

/** Whether the answer made the image, as opposed to an image attached to a question. */
export function isOutput({ role }: MessageAttachmentRow): boolean {
  return role === undefined
}

export function byPosition(one: MessageAttachmentRow, other: MessageAttachmentRow): number {
  return one.position - other.position
}
