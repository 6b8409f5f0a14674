/** Searches the messages of all chats: with the index once it's built, until then by scanning the rows. */
import type { ChatId, MessageId } from '@shared/ids'
import type { EaselDatabase } from '../database'
import type { MessageRepository } from '../message-repository'
import type { SearchHit } from '../records'
import type { Snippet } from '../snippet'
import { createIndexLink, type SearchWorker } from './index-link'
import type { SearchQuery } from './search-query'

/** This many are scanned between two keystrokes; more are worth an index before the user searches. */
const MANY_MESSAGES = 5_000

export interface MessageSearch {
  /** The best messages of the best chats, grouped by chat. Stops when `signal` aborts. */
  find(query: SearchQuery, signal: AbortSignal): Promise<readonly SearchHit[]>
  /**
   * Answers with images that have every word around them: in the messages right before and after. Waits for the index;
   * undefined if there is none.
   */
  findImagesAround(words: string): Promise<ReadonlySet<MessageId> | undefined>
  /** The first words of chats. */
  showBeginnings(chatIds: readonly ChatId[]): Promise<ReadonlyMap<ChatId, Snippet>>
  /** Prepares for a search that is likely soon. */
  warm(): void
  /** Builds the index ahead of time if there are very many messages. */
  warmIfMany(): Promise<void>
  close(): void
}

/** `createWorker`: absent if a worker can't open the database with the rows. */
export function createMessageSearch(
  database: EaselDatabase,
  messages: MessageRepository,
  createWorker?: () => SearchWorker,
): MessageSearch {
  const link = createWorker && createIndexLink(database, createWorker)
  return {
    async find(query, signal) {
      const hits = await link?.find(query)
      if (signal.aborted) return []
      return hits ? messages.showHits(hits, query) : messages.search(query, signal)
    },
    async findImagesAround(words) {
      const hits = await link?.findImagesAround(words)
      return hits && new Set(hits.map(({ messageId }) => messageId))
    },
    async showBeginnings(chatIds) {
      if (chatIds.length === 0) return new Map()
      const firsts = await link?.findFirsts(chatIds)
      return firsts ? messages.showFirstWords(firsts) : messages.showBeginnings(chatIds)
    },
    warm: () => link?.warm(),
    async warmIfMany() {
      if (link && (await database.messages.count()) > MANY_MESSAGES) link.warm()
    },
    close: () => link?.close(),
  }
}

/** Undefined if workers aren't supported. */
export const createSearchWorker =
  typeof Worker === 'undefined'
    ? undefined
    : (): SearchWorker => new Worker(new URL('./search-worker.ts', import.meta.url), { type: 'module' })
