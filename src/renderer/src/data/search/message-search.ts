/** Searches the messages of all chats: by the index once it's built, until then by going through the rows. */
import type { ChatId, MessageId } from '@shared/ids'
import type { EaselDatabase } from '../database'
import type { MessageRepository } from '../message-repository'
import type { SearchHit } from '../records'
import type { Snippet } from '../snippet'
import { createIndexLink, type SearchWorker } from './index-link'
import type { SearchQuery } from './search-query'

/** So many are gone through in the time between two letters; more are worth an index before anyone searches. */
const MANY_MESSAGES = 5_000

export interface MessageSearch {
  /** The best messages of the best chats, messages of a chat together. Stops when `signal` aborts. */
  find(query: SearchQuery, signal: AbortSignal): Promise<readonly SearchHit[]>
  /**
   * Answers with images that have every word around them: in the messages right before and after. Waits for the index;
   * undefined where there is none.
   */
  findImagesAround(words: string): Promise<ReadonlySet<MessageId> | undefined>
  /** The first words of chats. */
  showBeginnings(chatIds: readonly ChatId[]): Promise<ReadonlyMap<ChatId, Snippet>>
  /** A search is likely soon. */
  warm(): void
  /** Builds the index for later where there are very many messages. */
  warmIfMany(): Promise<void>
  close(): void
}

/** `createWorker`: absent where the rows are in no database that a worker can open. */
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

/** Undefined where there are no workers. */
export const createSearchWorker =
  typeof Worker === 'undefined'
    ? undefined
    : (): SearchWorker => new Worker(new URL('./search-worker.ts', import.meta.url), { type: 'module' })
