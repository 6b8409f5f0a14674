import type { ChatId } from '@shared/ids'
import { getRemovalKey } from './archive/remove-rows'
import type { EaselDatabase } from './database'
import type { ChatRow } from './rows'

export type ChatChanges = Partial<Omit<ChatRow, 'id' | 'createdAt'>>

export class ChatRepository {
  readonly #database: EaselDatabase

  constructor(database: EaselDatabase) {
    this.#database = database
  }

  /** All chats in no particular order, including tombstones. */
  all(): Promise<readonly ChatRow[]> {
    return this.#database.chats.toArray()
  }

  /** The number of chats, without deleted ones and projects. */
  count(): Promise<number> {
    return this.#database.chats.filter(({ deletedAt, isProject }) => deletedAt === undefined && !isProject).count()
  }

  find(id: ChatId): Promise<ChatRow | undefined> {
    return this.#database.chats.get(id)
  }

  /**
   * Changes the given fields; undefined removes one. Adds the chat with its changes if it has no row yet, unless it was
   * permanently deleted.
   */
  async patch(chat: ChatRow, changes: ChatChanges): Promise<void> {
    const { chats, removals } = this.#database
    await this.#database.transaction('rw', chats, removals, async () => {
      const changed = await chats.update(chat.id, changes)
      if (changed > 0 || (await chats.get(chat.id))) return
      if (!(await removals.get(getRemovalKey('chats', chat.id)))) await chats.add({ ...chat, ...changes })
    })
  }
}
