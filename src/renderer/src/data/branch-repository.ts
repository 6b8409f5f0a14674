/** Copies the first part of a chat into a new chat. The copies link to the same image attachments. */
import type { ChatId, MessageId } from '@shared/ids'
import type { EaselDatabase } from './database'
import type { ChatRow, MessageRow } from './rows'

export interface BranchPlan {
  readonly from: ChatId
  readonly to: ChatId
  readonly title: string
  /** The creation time of the new chat. */
  readonly at: number
  readonly createId: () => MessageId
}

export class BranchRepository {
  readonly #database: EaselDatabase

  constructor(database: EaselDatabase) {
    this.#database = database
  }

  /**
   * Copies these messages, each following the previous one, in one transaction, and returns the row of the new chat.
   * Copies have no run, so nothing is charged, counted or uploaded for them. Rejects without writing anything if a
   * message isn't written yet or its answer is still in progress.
   */
  copy(path: readonly MessageId[], { from, to, title, at, createId }: BranchPlan): Promise<ChatRow> {
    const { chats, messages, messageAttachments } = this.#database
    return this.#database.transaction('rw', chats, messages, messageAttachments, async () => {
      const chat = await chats.get(from)
      const rows = (await messages.bulkGet([...path])).map(requireEnded)
      const ids = new Map(path.map((id) => [id, createId()]))
      const getId = (id: MessageId): MessageId => ids.get(id) ?? id
      const links = await messageAttachments
        .where('messageId')
        .anyOf([...path])
        .toArray()
      const branch = createChat(chat, { id: to, title, createdAt: at, updatedAt: at, chosen: {} })
      await chats.add(branch)
      await messages.bulkAdd(rows.map((row, index) => copyRow(row, to, getId, path[index - 1])))
      await messageAttachments.bulkAdd(links.map((link) => ({ ...link, messageId: getId(link.messageId) })))
      return branch
    })
  }
}

function requireEnded(row: MessageRow | undefined): MessageRow {
  if (!row) throw new Error('a message of the branch has no row yet')
  if (row.status === 'streaming') throw new Error('an answer of the branch is still being made')
  return row
}

/** The branch inherits the chat's choices, but not its draft, pin, archived state or news. */
function createChat(from: ChatRow | undefined, own: ChatRow): ChatRow {
  const {
    draft: _,
    pinnedAt: __,
    archivedAt: ___,
    news: ____,
    deletedAt: _____,
    sequence: ______,
    ...kept
  } = from ?? own
  return { ...kept, ...own }
}

/** On screen, a question may follow another version than the one it was sent after; the copy has only one path. */
function copyRow(
  original: MessageRow,
  chatId: ChatId,
  getId: (id: MessageId) => MessageId,
  before: MessageId | undefined,
): MessageRow {
  const { sequence: _, ...row } = original
  const id = getId(row.id)
  if (row.role === 'user') return { ...row, id, chatId, parentId: before === undefined ? null : getId(before) }
  const copy = { ...row, id, chatId, parentId: getId(before ?? row.parentId), copiedFrom: row.copiedFrom ?? row.id }
  if (!copy.failure) return copy
  // A scheduled retry, and what main stores for the answer, belong to the run, and so to the original.
  const { again: _again, hasAnswer: __, address: ___, ...failure } = copy.failure
  return { ...copy, failure }
}
