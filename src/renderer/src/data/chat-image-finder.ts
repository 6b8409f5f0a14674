import type { AttachmentId, ChatId, MessageId, ObjectHash } from '@shared/ids'
import { isOutput } from './attachment-repository'
import type { EaselDatabase } from './database'

/**
 * A branch shows images under the ids of the chat it was copied from, so its links are looked up with one request per
 * message. Chats with more messages than this have their own images, or show none.
 */
const MOST_LOOKED_UP = 100
/** Rows read at once until one is found that isn't deleted. */
const STRIDE = 8

/** Finds the image that represents a chat: the newest that one of its answers made. */
export class ChatImageFinder {
  readonly #database: EaselDatabase

  constructor(database: EaselDatabase) {
    this.#database = database
  }

  /** Omits chats without an image. Reads indexes, and a few rows per chat. */
  async findNewest(chatIds: readonly ChatId[]): Promise<ReadonlyMap<ChatId, ObjectHash>> {
    const { messages, attachments, messageAttachments } = this.#database
    return this.#database.transaction('r', messages, attachments, messageAttachments, async () => {
      const keys = await Promise.all(chatIds.map((chatId) => messages.where({ chatId }).primaryKeys()))
      const own = await this.#listOwn(chatIds, keys)
      const found = await Promise.all(
        chatIds.map(async (chatId, index) => {
          const ids = own.get(chatId) ?? (await this.#listLinked(keys[index] ?? []))
          return [chatId, await this.#readFirst(ids)] as const
        }),
      )
      return new Map(found.flatMap(([chatId, hash]) => (hash ? [[chatId, hash]] : [])))
    })
  }

  /** The images that answers of these chats made, newest first. Most ids contain the id of their answer. */
  async #listOwn(
    chatIds: readonly ChatId[],
    keys: readonly (readonly MessageId[])[],
  ): Promise<ReadonlyMap<ChatId, readonly AttachmentId[]>> {
    const chats = new Map<string, ChatId>()
    for (const [index, chatId] of chatIds.entries()) for (const id of keys[index] ?? []) chats.set(id, chatId)
    const listed = new Map<ChatId, AttachmentId[]>()
    if (chats.size === 0) return listed
    // A single request, however many there are: with a limit or in reverse, it would be one for each.
    for (const id of (await this.#database.attachments.orderBy('createdAt').primaryKeys()).toReversed()) {
      const chatId = chats.get(id.slice(0, id.indexOf(':')))
      if (chatId === undefined) continue
      const ids = listed.get(chatId)
      if (ids) ids.push(id)
      else listed.set(chatId, [id])
    }
    return listed
  }

  async #listLinked(messageIds: readonly MessageId[]): Promise<readonly AttachmentId[]> {
    if (messageIds.length > MOST_LOOKED_UP) return []
    const { attachments, messageAttachments } = this.#database
    const links = await Promise.all(messageIds.map((messageId) => messageAttachments.where({ messageId }).toArray()))
    const ids = links
      .flat()
      .filter(isOutput)
      .map(({ attachmentId }) => attachmentId)
    const rows = (await attachments.bulkGet(ids)).filter((row) => row !== undefined)
    return rows.toSorted((one, other) => other.createdAt - one.createdAt).map(({ id }) => id)
  }

  async #readFirst(ids: readonly AttachmentId[]): Promise<ObjectHash | undefined> {
    for (let from = 0; from < ids.length; from += STRIDE) {
      const rows = await this.#database.attachments.bulkGet(ids.slice(from, from + STRIDE))
      const row = rows.find((candidate) => candidate && candidate.deletedAt === undefined)
      if (row) return row.hash
    }
    return undefined
  }
}
