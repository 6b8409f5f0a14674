import type { AttachmentId, MessageId } from '@shared/ids'
import type { EaselDatabase } from './database'
import type { AttachmentRow, MessageAttachmentRow } from './rows'

export class AttachmentRepository {
  readonly #database: EaselDatabase

  constructor(database: EaselDatabase) {
    this.#database = database
  }

  find(id: AttachmentId): Promise<AttachmentRow | undefined> {
    return this.#database.attachments.get(id)
  }

  /** The messages that show this picture. */
  async messagesWith(id: AttachmentId): Promise<readonly MessageId[]> {
    const links = await this.#database.messageAttachments.where({ attachmentId: id }).toArray()
    return links.map((link) => link.messageId)
  }
}

export function byPosition(one: MessageAttachmentRow, other: MessageAttachmentRow): number {
  return one.position - other.position
}
