/**
 * Writes a question, its answer and the answer's pictures in one transaction, so that a crash leaves all or nothing.
 * Recording is idempotent and indifferent to order: whatever arrives twice, late or out of turn, the rows end the same.
 */
import type { ChatChanges } from './chat-repository'
import type { EaselDatabase } from './database'
import type { ExchangeRows } from './records'
import type { AssistantMessageRow, ChatNews, ChatRow, MessageRow } from './rows'

export interface Recorded {
  /** As it stands now; a tombstone is left as it is. */
  readonly chat: ChatRow
  /** The answer had no row before. */
  readonly adopted: boolean
}

export class ExchangeRepository {
  readonly #database: EaselDatabase

  constructor(database: EaselDatabase) {
    this.#database = database
  }

  /**
   * Missing rows are added; the answer's is replaced by a newer one only. `changes` go to a chat that exists. `news` marks
   * the chat if these rows are what ends the answer.
   */
  record(rows: ExchangeRows, changes?: ChatChanges, news?: ChatNews): Promise<Recorded> {
    const { chats, messages, attachments, messageAttachments } = this.#database
    return this.#database.transaction('rw', chats, messages, attachments, messageAttachments, async () => {
      const chat = await this.#recordChat(rows.chat, changes)
      if (!(await messages.get(rows.question.id))) await messages.add(rows.question)
      const old = await messages.get(rows.answer.id)
      if (old?.role === 'assistant' && !replaces(rows, old)) return { chat, adopted: false }
      const marked = news && endsAnswer(rows.answer, old) ? await this.#mark(chat, news) : chat
      await messages.put({ ...rows.answer, createdAt: old?.createdAt ?? rows.answer.createdAt })
      await attachments.bulkPut(rows.images.map(({ attachment }) => attachment))
      await messageAttachments.bulkPut(rows.images.map(({ link }) => link))
      return { chat: marked, adopted: old === undefined }
    })
  }

  /** A failure is not hidden by an answer that came after it. */
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

/** Not where only an upload went on, or a countdown was canceled. */
function endsAnswer({ status, finishedAt }: AssistantMessageRow, old: MessageRow | undefined): boolean {
  if (status === 'streaming') return false
  return old?.role !== 'assistant' || old.status !== status || old.finishedAt !== finishedAt
}

/** Newer wins. At the same revision the only news is that the page itself settled a placeholder. */
function replaces({ answer, revision }: ExchangeRows, old: AssistantMessageRow): boolean {
  if (answer.status === 'streaming') return old.status !== 'streaming' && revision > old.revision
  return revision > old.revision || (revision === old.revision && old.status === 'streaming')
}
