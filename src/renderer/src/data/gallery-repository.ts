import type { AttachmentId, ChatId, MessageId } from '@shared/ids'
import { INPUT_ROLES } from '@shared/request'
import { byPosition, isOutput } from './attachment-repository'
import { outlivesChat } from './bin/purge'
import type { EaselDatabase } from './database'
import type { ImageRows, MessageRecord } from './records'
import type { AssistantMessageRow, AttachmentRow, ChatRow, MessageRow } from './rows'

/** Attachments read at once: takes the page about ten milliseconds. */
const STRIDE = 1_000

/** An image that an answer made, with the facts of its answer. */
export interface GalleryRow {
  readonly attachment: AttachmentRow
  readonly answer: AssistantMessageRow
  /** The prompt. */
  readonly prompt: string
}

export interface DeletedRows {
  readonly images: ReadonlySet<AttachmentId>
  readonly chats: ReadonlySet<ChatId>
}

/** What the user can set for an image. Undefined clears it. */
export interface ImageChange {
  readonly rating?: number | undefined
  /** Undefined: none. */
  readonly collections?: readonly string[] | undefined
  readonly deletedAt?: number | undefined
}

/**
 * Reads the images of all chats in pages: the ids first, then the rows for some of them. For a deleted chat, only
 * includes images that were made after its deletion or are in a collection: the rest is in the bin with it.
 */
export class GalleryRepository {
  readonly #database: EaselDatabase

  constructor(database: EaselDatabase) {
    this.#database = database
  }

  /** All attachments, newest first. Only reads an index. */
  async listIds(): Promise<readonly AttachmentId[]> {
    const ids = await this.#database.attachments.orderBy('createdAt').primaryKeys()
    return ids.toReversed()
  }

  /** The newest attachments. Doesn't list the others. */
  async listNewest(most: number): Promise<readonly AttachmentId[]> {
    // eslint-disable-next-line unicorn/no-array-reverse -- Dexie's collection, not an array
    return this.#database.attachments.orderBy('createdAt').reverse().limit(most).primaryKeys()
  }

  /** What was deleted, so that it can be removed from earlier results. */
  async listDeleted(): Promise<DeletedRows> {
    const { attachments, chats } = this.#database
    return this.#database.transaction('r', attachments, chats, async () => {
      const [images, rows] = await Promise.all([
        attachments.where('deletedAt').above(0).primaryKeys(),
        // One request for all rows. Dexie's `filter` makes one per row.
        chats.toArray(),
      ])
      return { images: new Set(images), chats: new Set(rows.flatMap((row) => (row.deletedAt ? [row.id] : []))) }
    })
  }

  /** In the same order. Omits images that no answer made or that the user deleted. */
  async read(ids: readonly AttachmentId[]): Promise<readonly GalleryRow[]> {
    const { attachments, messages } = this.#database
    return this.#inReading(async () => {
      const [rows, found] = await Promise.all([
        attachments.bulkGet([...ids]),
        messages.bulkGet([...new Set(ids.map(findMessageId))]),
      ])
      return this.#join(
        rows.filter((row) => row !== undefined),
        found.filter((row) => row !== undefined),
      )
    })
  }

  /**
   * Yields every image in batches, in the order of their ids, like `read`. Answers have the same order, so both take
   * few requests: a fifth of the time of `read` if most messages have images.
   */
  async *readAll(): AsyncGenerator<readonly GalleryRow[], void, void> {
    const { attachments, messages, chats } = this.#database
    const owners = await chats.toArray()
    let last: AttachmentId | undefined
    do {
      const from = last
      const { ids, rows } = await this.#inReading(async () => {
        const some = await (from === undefined ? attachments.orderBy('id') : attachments.where('id').above(from))
          .limit(STRIDE)
          .toArray()
        const ids = some.map(({ id }) => id)
        // Not those of the first and the last id: `a:0` comes after `a1:0`.
        const answerIds = ids.map(findMessageId).toSorted()
        const range = messages.where('id').between(answerIds[0], answerIds.at(-1), true, true)
        return { ids, rows: some.length > 0 ? await this.#join(some, await range.toArray(), owners) : [] }
      })
      yield rows
      last = ids.length < STRIDE ? undefined : ids.at(-1)
    } while (last !== undefined)
  }

  /** Counting takes time: three microseconds per message. */
  countMessages(): Promise<number> {
    return this.#database.messages.count()
  }

  #inReading<T>(work: () => Promise<T>): Promise<T> {
    const { attachments, messages, messageAttachments, chats } = this.#database
    return this.#database.transaction('r', attachments, messages, messageAttachments, chats, work)
  }

  /** `found`: all messages that the attachments' ids name, and possibly others. `all`: all chats, if already read. */
  async #join(
    rows: readonly AttachmentRow[],
    found: readonly MessageRow[],
    all?: readonly ChatRow[],
  ): Promise<readonly GalleryRow[]> {
    const { messages, chats } = this.#database
    const named = new Set(rows.map(({ id }) => findMessageId(id)))
    const answers = new Map(
      found.flatMap((row) => (row.role === 'assistant' && named.has(row.id) ? [[row.id, row]] : [])),
    )
    const others = await this.#findOtherAnswers(
      rows.map(({ id }) => id).filter((id) => !answers.has(findMessageId(id))),
    )
    const chatIds = new Set([...answers.values(), ...others.values()].map((row) => row.chatId))
    const owners = all ?? (await chats.bulkGet([...chatIds]))
    const deletedAt = new Map(owners.flatMap((chat) => (chat?.deletedAt ? [[chat.id, chat.deletedAt]] : [])))
    // Answers of text models have no prompt.
    const unnamed = [...answers.values(), ...others.values()].filter(({ prompt }) => prompt === undefined)
    const questions = await messages.bulkGet(unnamed.map(({ parentId }) => parentId))
    const texts = new Map(unnamed.map(({ id }, index) => [id, questions[index]?.text ?? '']))
    return rows.flatMap((attachment) => {
      const answer = answers.get(findMessageId(attachment.id)) ?? others.get(attachment.id)
      if (!answer || attachment.deletedAt !== undefined) return []
      const chatDeletedAt = deletedAt.get(answer.chatId)
      if (chatDeletedAt !== undefined && !outlivesChat(attachment, chatDeletedAt)) return []
      return [{ attachment, answer, prompt: answer.prompt ?? texts.get(answer.id) ?? '' }]
    })
  }

  /** Copies of answers in branches, for images whose own answer is gone with its chat. */
  async #findOtherAnswers(ids: readonly AttachmentId[]): Promise<ReadonlyMap<AttachmentId, AssistantMessageRow>> {
    const { messages, messageAttachments } = this.#database
    if (ids.length === 0) return new Map()
    const links = (await messageAttachments.where('attachmentId').anyOf(ids).toArray()).filter(isOutput)
    const rows = await messages.bulkGet(links.map(({ messageId }) => messageId))
    return new Map(
      links.flatMap(({ attachmentId }, index) => {
        const row = rows[index]
        return row?.role === 'assistant' ? [[attachmentId, row] as const] : []
      }),
    )
  }

  /** The attachments of questions: what was made from them are edits. */
  async listInputs(): Promise<ReadonlySet<AttachmentId>> {
    const links = await this.#database.messageAttachments
      .where('role')
      .anyOf([...INPUT_ROLES, 'origin'])
      .toArray()
    return new Set(links.map(({ attachmentId }) => attachmentId))
  }

  /** Changes what the user has set for images. Ignores images without a row. */
  async change(changes: ReadonlyMap<AttachmentId, ImageChange>): Promise<void> {
    const { attachments } = this.#database
    await this.#database.transaction('rw', attachments, async () => {
      for (const [id, change] of changes) await attachments.update(id, { ...change })
    })
  }

  /** An answer and its question, each with its images. Undefined if either is gone. */
  async findExchange(
    id: MessageId,
  ): Promise<{ readonly question: MessageRecord; readonly answer: MessageRecord } | undefined> {
    const { messages, messageAttachments, attachments } = this.#database
    return this.#database.transaction('r', messages, messageAttachments, attachments, async () => {
      const answer = await messages.get(id)
      const question = answer?.role === 'assistant' ? await messages.get(answer.parentId) : undefined
      if (!answer || !question) return undefined
      return {
        question: { row: question, images: await this.#readImages(question.id) },
        answer: { row: answer, images: await this.#readImages(id) },
      }
    })
  }

  async #readImages(messageId: MessageId): Promise<readonly ImageRows[]> {
    const { messageAttachments, attachments } = this.#database
    const links = (await messageAttachments.where({ messageId }).toArray()).toSorted(byPosition)
    const rows = await attachments.bulkGet(links.map(({ attachmentId }) => attachmentId))
    return links.flatMap((link, index) => {
      const attachment = rows[index]
      return attachment ? [{ attachment, link }] : []
    })
  }
}

/** An image's id starts with its message: `<message>:<position>`. */
function findMessageId(id: AttachmentId): MessageId {
  return id.slice(0, id.indexOf(':')) as MessageId
}
