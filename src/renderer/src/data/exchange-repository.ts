/**
 * Writes a question, its answer and the images of both in one transaction, so that a crash leaves all or nothing.
 * Recording is idempotent and independent of order: even if snapshots arrive twice, late or out of order, the rows end
 * up the same.
 */
import { getRemovalKey } from './archive/remove-rows'
import type { ChatChanges } from './chat-repository'
import type { EaselDatabase } from './database'
import type { ExchangeRows, ImageRows } from './records'
import type { AssistantMessageRow, AttachmentRow, ChatNews, ChatRow, MessageRow } from './rows'

export interface Recorded {
  /** The chat's current row. A tombstone stays as it is. */
  readonly chat: ChatRow
  /** Whether the answer had no row before. */
  readonly adopted: boolean
}

export class ExchangeRepository {
  readonly #database: EaselDatabase

  constructor(database: EaselDatabase) {
    this.#database = database
  }

  /**
   * Adds missing rows; replaces the answer only with a newer one. Applies `changes` if the chat exists. Marks the chat
   * with `news` if these rows end the answer. Writes nothing that was permanently deleted.
   */
  record(rows: ExchangeRows, changes?: ChatChanges, news?: ChatNews): Promise<Recorded> {
    const { chats, messages, attachments, messageAttachments, removals } = this.#database
    return this.#database.transaction('rw', chats, messages, attachments, messageAttachments, removals, async () => {
      if (await this.#isRemoved(rows)) return { chat: { ...rows.chat, deletedAt: rows.chat.updatedAt }, adopted: false }
      const chat = await this.#recordChat(rows.chat, changes)
      if (!(await messages.get(rows.question.id))) await messages.add(rows.question)
      await this.#recordInputs(rows.inputs)
      const old = await messages.get(rows.answer.id)
      if (old?.role === 'assistant' && !replaces(rows, old)) return { chat, adopted: false }
      const marked = news && endsAnswer(rows.answer, old) ? await this.#mark(chat, news) : chat
      const removedImages = old?.role === 'assistant' ? old.removedImages : undefined
      await messages.put({
        ...rows.answer,
        createdAt: old?.createdAt ?? rows.answer.createdAt,
        ...(removedImages !== undefined && { removedImages }),
      })
      const images = await this.#withoutRemoved(rows.images)
      const known = await attachments.bulkGet(images.map(({ attachment }) => attachment.id))
      await attachments.bulkPut(images.map(({ attachment }, index) => keepUsersFields(attachment, known[index])))
      await messageAttachments.bulkPut(images.map(({ link }) => link))
      return { chat: marked, adopted: old === undefined }
    })
  }

  /** Whether the chat or the answer was permanently deleted, unless an import has restored it since. */
  async #isRemoved({ chat, answer }: ExchangeRows): Promise<boolean> {
    const { chats, messages, removals } = this.#database
    const keys = [getRemovalKey('chats', chat.id), getRemovalKey('messages', answer.id)]
    const [isChatRemoved, isAnswerRemoved] = await removals.bulkGet(keys)
    if (isChatRemoved && !(await chats.get(chat.id))) return true
    return isAnswerRemoved !== undefined && !(await messages.get(answer.id))
  }

  /** Filters out images that were permanently deleted, and those that only stay as an input elsewhere. */
  async #withoutRemoved(images: readonly ImageRows[]): Promise<readonly ImageRows[]> {
    const { messageAttachments, removals } = this.#database
    const keys = images.map(({ link }) => getRemovalKey('messageAttachments', `${link.messageId}/${link.attachmentId}`))
    const removed = await removals.bulkGet(keys)
    if (removed.every((removal) => !removal)) return images
    const links = await messageAttachments.bulkGet(images.map(({ link }) => [link.messageId, link.attachmentId]))
    return images.filter((_, index) => !removed[index] || links[index])
  }

  /**
   * Adds what is missing. An image that an answer made already has an attachment, with more facts. Each retry records
   * the same question.
   */
  async #recordInputs(inputs: readonly ImageRows[]): Promise<void> {
    if (inputs.length === 0) return
    const { attachments, messageAttachments } = this.#database
    const known = await attachments.bulkGet(inputs.map(({ attachment }) => attachment.id))
    await attachments.bulkPut(inputs.filter((_, index) => !known[index]).map(({ attachment }) => attachment))
    const linked = await messageAttachments.bulkGet(inputs.map(({ link }) => [link.messageId, link.attachmentId]))
    await messageAttachments.bulkPut(inputs.filter((_, index) => !linked[index]).map(({ link }) => link))
  }

  /** A later answer doesn't hide a failure. */
  async #mark(chat: ChatRow, news: ChatNews): Promise<ChatRow> {
    if (chat.news === news || chat.news === 'failed') return chat
    await this.#database.chats.update(chat.id, { news })
    return { ...chat, news }
  }

  async #recordChat(row: ChatRow, changes: ChatChanges | undefined): Promise<ChatRow> {
    const { chats } = this.#database
    const known = await chats.get(row.id)
    if (!known) await chats.add(row)
    else if (changes) await chats.update(row.id, changes)
    return (await chats.get(row.id)) ?? row
  }
}

/** What the user has set for an image is only in its row. */
function keepUsersFields(row: AttachmentRow, known: AttachmentRow | undefined): AttachmentRow {
  const { rating, collections, referenceName, deletedAt, purgedAt } = known ?? {}
  return {
    ...row,
    ...(rating !== undefined && { rating }),
    ...(collections && { collections }),
    ...(referenceName !== undefined && { referenceName }),
    ...(deletedAt !== undefined && { deletedAt }),
    ...(purgedAt !== undefined && { purgedAt }),
  }
}

/** False if only an upload progressed or a countdown was canceled. */
function endsAnswer({ status, finishedAt }: AssistantMessageRow, old: MessageRow | undefined): boolean {
  if (status === 'streaming') return false
  return old?.role !== 'assistant' || old.status !== status || old.finishedAt !== finishedAt
}

/**
 * The newer revision wins. At the same revision, the only possible difference: the page itself settled a placeholder.
 */
function replaces({ answer, revision }: ExchangeRows, old: AssistantMessageRow): boolean {
  if (answer.status === 'streaming') return old.status !== 'streaming' && revision > old.revision
  return revision > old.revision || (revision === old.revision && old.status === 'streaming')
}
