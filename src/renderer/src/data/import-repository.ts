/** Adds chats from other apps. Their ids are derived, so that adding them again adds only what is new. */
import type { ImageRows } from './records'
import type { EaselDatabase } from './database'
import type { ChatRow, MessageRow } from './rows'

export interface ImportedChat {
  readonly chat: ChatRow
  readonly messages: readonly MessageRow[]
  readonly images: readonly ImageRows[]
}

/**
 * `added`: the chat is new. `continued`: it had fewer messages. `known`: there was nothing new. `deleted`: by the user.
 */
export type ImportOutcome = 'added' | 'continued' | 'known' | 'deleted'

export class ImportRepository {
  readonly #database: EaselDatabase

  constructor(database: EaselDatabase) {
    this.#database = database
  }

  /** The ids of chats that already exist, or that the user deleted. */
  async findKnown(ids: readonly ChatRow['id'][]): Promise<ReadonlySet<ChatRow['id']>> {
    const rows = await this.#database.chats.bulkGet([...ids])
    return new Set(rows.flatMap((row) => (row ? [row.id] : [])))
  }

  /** Writes what is missing, in one transaction. Changes no existing row, and restores no deleted chat. */
  add({ chat, messages: rows, images }: ImportedChat): Promise<ImportOutcome> {
    const { chats, messages, attachments, messageAttachments } = this.#database
    return this.#database.transaction('rw', chats, messages, attachments, messageAttachments, async () => {
      const known = await chats.get(chat.id)
      if (known?.deletedAt !== undefined) return 'deleted'
      const present = await messages.bulkGet(rows.map(({ id }) => id))
      const fresh = rows.filter((_, index) => !present[index])
      if (known && fresh.length === 0) return 'known'
      const ids = new Set(fresh.map(({ id }) => id))
      const added = images.filter(({ link }) => ids.has(link.messageId))
      if (!known) await chats.add(chat)
      await messages.bulkAdd(fresh)
      await attachments.bulkPut(added.map(({ attachment }) => attachment))
      await messageAttachments.bulkPut(added.map(({ link }) => link))
      return known ? 'continued' : 'added'
    })
  }
}
