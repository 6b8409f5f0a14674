/**
 * All messages in memory, as the search compares them. Text is scanned rather than indexed by words: that finds parts
 * of words in every language, needs no more memory than the text, and takes about 50 ms for 100,000 messages. A query
 * that narrows the last one only scans its results. Pure: `read-rows.ts` fills it, in a worker.
 */
import type { ChatId, MessageId } from '@shared/ids'
import { foldText, splitQuery } from '@/lib/fold-text'
import type { AttachmentRow, ChatRow, MessageRow } from '../rows'
import { createRanking } from './rank-text'
import { MOST_CHATS, MOST_HITS, MOST_IN_CHAT, type IndexHit, type SearchQuery } from './search-query'

/** If more messages match, only those written last are ranked. */
const MOST_RANKED = 20_000

/** The number of usable bits in an integer. */
const MOST_WORDS = 31

interface Entry {
  readonly chatId: ChatId
  readonly messageId: MessageId
  readonly createdAt: number
  /** For an answer: its question. */
  readonly parentId: MessageId | null
  readonly isAnswer: boolean
  /** Its own text, followed by the prompts as rewritten by models. */
  readonly text: string
}

interface Matches {
  readonly words: readonly string[]
  readonly entries: readonly Entry[]
}

export class SearchIndex {
  readonly #entries = new Map<MessageId, Entry>()
  /** The prompts as rewritten by models, by answer. The answer's row may be read later. */
  readonly #revised = new Map<MessageId, string>()
  /** The oldest message of each chat. */
  readonly #firsts = new Map<ChatId, Entry>()
  readonly #deletedChats = new Set<ChatId>()
  readonly #withImages = new Set<MessageId>()
  #last: Matches | undefined

  /** The number of messages. */
  get size(): number {
    return this.#entries.size
  }

  putChats(rows: readonly Pick<ChatRow, 'id' | 'deletedAt'>[]): void {
    for (const { id, deletedAt } of rows) {
      if (deletedAt === undefined) this.#deletedChats.delete(id)
      else this.#deletedChats.add(id)
    }
  }

  putMessages(rows: readonly MessageRow[]): void {
    this.#last = undefined
    for (const row of rows) {
      const { id, chatId, createdAt, parentId, role } = row
      const revised = this.#revised.get(id)
      const text = revised === undefined ? foldText(row.text) : `${foldText(row.text)}\n${revised}`
      const entry = { messageId: id, chatId, createdAt, parentId, text, isAnswer: role === 'assistant' }
      this.#entries.set(id, entry)
      const first = this.#firsts.get(chatId)
      if (!first || createdAt < first.createdAt) this.#firsts.set(chatId, entry)
      if (row.role === 'user' ? row.hasInputs : row.kind === 'image' && row.status === 'done') this.#noteImages(entry)
    }
  }

  putAttachments(rows: readonly Pick<AttachmentRow, 'id' | 'revisedPrompt'>[]): void {
    this.#last = undefined
    for (const { id, revisedPrompt } of rows) {
      // An image's id starts with that of the answer that made it.
      const messageId = id.slice(0, id.lastIndexOf(':')) as MessageId
      const entry = this.#entries.get(messageId)
      if (entry?.isAnswer) this.#noteImages(entry)
      const revised = revisedPrompt && foldText(revisedPrompt)
      const known = this.#revised.get(messageId)
      if (!revised || known?.includes(revised)) continue
      this.#revised.set(messageId, known === undefined ? revised : `${known}\n${revised}`)
      if (entry) this.#entries.set(messageId, { ...entry, text: `${entry.text}\n${revised}` })
    }
  }

  /** The best messages of the best chats: the best chat first, and its messages in order. */
  find(query: SearchQuery): readonly IndexHit[] {
    const words = splitQuery(query.text)
    if (words.length === 0) return []
    const matching = this.#match(words).filter((entry) => this.#isWanted(entry, query))
    const most = query.chatId === undefined ? MOST_HITS : MOST_IN_CHAT
    const rank = createRanking(words)
    const byChat = new Map<ChatId, Ranked[]>()
    for (const entry of matching.slice(-MOST_RANKED)) {
      const best = byChat.get(entry.chatId)
      const ranked = { entry, rank: rank(entry.text) }
      if (best) insert(best, ranked, most)
      else byChat.set(entry.chatId, [ranked])
    }
    return [...byChat.values()]
      .toSorted((one, other) => compare(one[0]!, other[0]!))
      .slice(0, MOST_CHATS)
      .flatMap((ranked) => ranked.toSorted((one, other) => one.entry.createdAt - other.entry.createdAt))
      .map(({ entry: { chatId, messageId } }) => ({ chatId, messageId }))
  }

  /**
   * The answers with images that have every word around them, each anywhere: in the answer, its question, the answer
   * before that, or the questions that follow. Searches all chats, including deleted ones.
   */
  findImagesAround(query: string): readonly IndexHit[] {
    const words = splitQuery(query).slice(0, MOST_WORDS)
    if (words.length === 0) return []
    const everything = 2 ** words.length - 1
    /** By message, as bits: the words that it contains. */
    const own = new Map<MessageId, number>()
    /** By answer: the words of the questions that follow it. */
    const following = new Map<MessageId, number>()
    for (const { messageId, parentId, isAnswer, text } of this.#entries.values()) {
      const found = words.reduce((bits, word, index) => (text.includes(word) ? bits | (1 << index) : bits), 0)
      if (found === 0) continue
      own.set(messageId, found)
      if (!isAnswer && parentId) following.set(parentId, (following.get(parentId) ?? 0) | found)
    }
    if (own.size === 0) return []
    return [...this.#withImages].flatMap((messageId) => {
      const answer = this.#entries.get(messageId)
      if (!answer?.isAnswer) return []
      const before = answer.parentId && this.#entries.get(answer.parentId)?.parentId
      const around = [messageId, answer.parentId, before].reduce((bits, id) => bits | ((id && own.get(id)) ?? 0), 0)
      const found = around | (following.get(messageId) ?? 0)
      return found === everything ? [{ chatId: answer.chatId, messageId }] : []
    })
  }

  /** The oldest message of each of these chats that has one. */
  findFirsts(chatIds: readonly ChatId[]): readonly IndexHit[] {
    return chatIds.flatMap((chatId) => {
      const first = this.#firsts.get(chatId)
      return first ? [{ chatId, messageId: first.messageId }] : []
    })
  }

  #noteImages({ messageId, parentId, isAnswer }: Entry): void {
    this.#withImages.add(messageId)
    if (isAnswer && parentId) this.#withImages.add(parentId)
  }

  #isWanted({ chatId, messageId, createdAt }: Entry, query: SearchQuery): boolean {
    return (
      !this.#deletedChats.has(chatId) &&
      (query.chatId === undefined || query.chatId === chatId) &&
      (query.since === undefined || createdAt >= query.since) &&
      (!query.withImages || this.#withImages.has(messageId))
    )
  }

  #match(words: readonly string[]): readonly Entry[] {
    const last = this.#last
    const narrows = last?.words.every((before) => words.some((word) => word.includes(before)))
    const candidates = narrows && last ? last.entries : this.#entries.values()
    const entries: Entry[] = []
    for (const entry of candidates) {
      if (words.every((word) => entry.text.includes(word))) entries.push(entry)
    }
    this.#last = { words, entries }
    return entries
  }
}

interface Ranked {
  readonly entry: Entry
  readonly rank: number
}

/** Inserts into the best, best first, and keeps at most `most`. */
function insert(best: Ranked[], ranked: Ranked, most: number): void {
  const at = best.findIndex((other) => compare(ranked, other) < 0)
  if (at >= 0) best.splice(at, 0, ranked)
  else if (best.length < most) best.push(ranked)
  if (best.length > most) best.pop()
}

/** Best first; of two equal ones the newer first. */
function compare(one: Ranked, other: Ranked): number {
  return other.rank - one.rank || other.entry.createdAt - one.entry.createdAt
}
