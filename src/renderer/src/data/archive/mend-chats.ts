import type { ChatId } from '@shared/ids'
import type { EaselDatabase } from '../database'
import type { ChatRow, MessageRow } from '../rows'

/** Fits on one line of the sidebar. */
const MAX_TITLE_LENGTH = 60

/**
 * Creates a chat for every message without one, titled with its first question. A damaged line may have lost a chat's
 * row, which would otherwise hide all its messages.
 */
export async function mendChats(database: EaselDatabase): Promise<void> {
  const { chats, messages } = database
  await database.transaction('rw', chats, messages, async () => {
    const used = (await messages.orderBy('chatId').uniqueKeys()) as unknown as ChatId[]
    const known = new Set(await chats.toCollection().primaryKeys())
    for (const id of used.filter((chatId) => !known.has(chatId)))
      await chats.add(chatFrom(id, await messages.where({ chatId: id }).toArray()))
  })
}

function chatFrom(id: ChatId, rows: readonly MessageRow[]): ChatRow {
  const times = rows.map(({ createdAt }) => createdAt)
  const [first] = rows.toSorted((one, other) => one.createdAt - other.createdAt)
  const title = (first?.text ?? '').replace(/\s+/g, ' ').trim().slice(0, MAX_TITLE_LENGTH)
  return { id, title, createdAt: Math.min(...times), updatedAt: Math.max(...times), chosen: {} }
}
