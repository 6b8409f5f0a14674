import type { PromiseExtended } from 'dexie'
import type { ChatId, MessageId } from '@shared/ids'
import { foldText, splitQuery } from '@/lib/fold-text'
import { byPosition } from './attachment-repository'
import { readAttachments, readLinks } from './read-by-keys'
import { lastRemoval } from './archive/remove-rows'
import type { EaselDatabase } from './database'
import type { AnswerBrief, ImageRows, MessageRecord, SearchHit } from './records'
import type { AssistantMessageRow, AttachmentRow, MessageAttachmentRow, MessageRow } from './rows'
import { MOST_HITS, MOST_IN_CHAT, type IndexHit, type SearchQuery } from './search/search-query'
import { findMarkdownSnippet, findSnippet, firstWords, type Snippet } from './snippet'

/** How many messages a search reads at once: few enough to keep the page responsive. */
const SEARCH_STRIDE = 1_000
/** How many earlier questions are read at once for the message box: usually enough when the user steps back. */
const QUESTIONS_AT_ONCE = 50
/** Longer than any line of a list. */
const LONGEST_PROMPT = 240

/** The tables that an open chat is read from. */
const MARKED_TABLES = ['messages', 'messageAttachments', 'attachments'] as const

export class MessageRepository {
  readonly #database: EaselDatabase
  readonly #restored: (id: ChatId) => Promise<void>

  /** `restored` resolves when a chat's messages are here, if they're still being restored from main's archive. */
  constructor(database: EaselDatabase, restored: (id: ChatId) => Promise<void> = () => Promise.resolve()) {
    this.#database = database
    this.#restored = restored
  }

  find(id: MessageId): Promise<MessageRow | undefined> {
    return this.#database.messages.get(id)
  }

  /** Every version of every message of a chat, with images, in no particular order. */
  async ofChat(chatId: ChatId): Promise<readonly MessageRecord[]> {
    await this.#restored(chatId)
    const { messages, messageAttachments, attachments } = this.#database
    return this.#database.transaction('r', messages, messageAttachments, attachments, async () => {
      const rows = await messages.where({ chatId }).toArray()
      const images = await readImages(this.#database, rows)
      return rows.map((row) => ({ row, images: images.get(row.id) ?? [] }))
    })
  }

  /**
   * The texts of the last questions in these chats, latest first, in batches. `before`: Infinity at first, then the
   * `next` of the last call, which is absent after the last batch. Omits questions imported from other apps.
   */
  async readLastQuestions(
    chats: ReadonlySet<ChatId>,
    before: number,
  ): Promise<{ readonly texts: readonly string[]; readonly next?: number }> {
    const rows = await this.#database.messages
      .where('sequence')
      .below(before)
      .filter(({ id, role, chatId }) => role === 'user' && chats.has(chatId) && !isImported(id))
      // eslint-disable-next-line unicorn/no-array-reverse -- a collection of Dexie
      .reverse()
      .limit(QUESTIONS_AT_ONCE)
      .toArray()
    const next = rows.length < QUESTIONS_AT_ONCE ? undefined : rows.at(-1)?.sequence
    return { texts: rows.map(({ text }) => text), ...(next !== undefined && { next }) }
  }

  /** Changes whenever something that `ofChat` reads was written, in any chat. Reads no row. */
  async mark(): Promise<string> {
    const { messages, messageAttachments, attachments, removals } = this.#database
    const tables = [messages, messageAttachments, attachments]
    const newest = await this.#database.transaction('r', [...tables, removals], () =>
      Promise.all([
        ...tables.map((table) => table.orderBy('sequence').lastKey()),
        // A removed row may not have been the last one.
        ...MARKED_TABLES.map(async (table) => (await lastRemoval(this.#database, table))?.sequence),
      ]),
    )
    return newest.join()
  }

  /** The answers that aren't settled yet. */
  async unsettled(): Promise<readonly AssistantMessageRow[]> {
    const rows = await this.#database.messages.where('unsettled').equals(1).toArray()
    return rows.filter((row) => row.role === 'assistant')
  }

  /** Settles an answer from its row, unless it was settled meanwhile; returns the row if it did. */
  settle(
    id: MessageId,
    change: (row: AssistantMessageRow) => AssistantMessageRow,
  ): Promise<AssistantMessageRow | undefined> {
    const { messages } = this.#database
    return this.#database.transaction('rw', messages, async () => {
      const row = await messages.get(id)
      if (row?.role !== 'assistant' || row.status !== 'streaming') return undefined
      await messages.put(change(row))
      return row
    })
  }

  /** Question and result of each answer. Omits answers that are gone or whose chat was deleted. */
  async briefs(ids: readonly MessageId[]): Promise<ReadonlyMap<MessageId, AnswerBrief>> {
    const { chats, messages, messageAttachments, attachments } = this.#database
    return this.#database.transaction('r', chats, messages, messageAttachments, attachments, async () => {
      const rows = (await messages.bulkGet([...ids])).filter((row) => row?.role === 'assistant')
      const chatRows = await chats.bulkGet([...new Set(rows.map(({ chatId }) => chatId))])
      const alive = new Set(chatRows.flatMap((row) => (row && row.deletedAt === undefined ? row.id : [])))
      const answers = rows.filter(({ chatId }) => alive.has(chatId))
      const [questions, images] = await Promise.all([
        messages.bulkGet(answers.map(({ parentId }) => parentId)),
        readImages(this.#database, answers),
      ])
      return new Map(
        answers.map(({ id, chatId, prompt }, index) => {
          const asked = (prompt ?? questions[index]?.text ?? '').slice(0, LONGEST_PROMPT).replaceAll(/\s+/g, ' ').trim()
          const image = images.get(id)?.find(({ attachment }) => attachment.deletedAt === undefined)?.attachment.hash
          return [id, { chatId, prompt: asked, ...(image && { image }) }] as const
        }),
      )
    })
  }

  /**
   * The newest matching messages of each chat, oldest first. Reads every message, a stride at a time. Stops when
   * `signal` aborts. Doesn't search prompts as rewritten by models.
   */
  async search(query: SearchQuery, signal: AbortSignal): Promise<readonly SearchHit[]> {
    const words = splitQuery(query.text)
    const found = new Map<ChatId, readonly MessageRow[]>()
    const withImages = new Set<MessageId>()
    let after: MessageId | undefined
    do {
      if (signal.aborted || words.length === 0) return []
      const rows = await this.#stride(after)
      for (const row of rows) {
        if (mayHaveImages(row)) for (const id of [row.id, row.parentId]) if (id) withImages.add(id)
        if (isWanted(row, query) && hasWords(row, words))
          found.set(row.chatId, [...(found.get(row.chatId) ?? []), row].toSorted(byAge).slice(0, MOST_IN_CHAT))
      }
      after = rows.length < SEARCH_STRIDE ? undefined : rows.at(-1)?.id
    } while (after !== undefined)
    const most = query.chatId === undefined ? MOST_HITS : MOST_IN_CHAT
    return [...found.values()]
      .map((rows) => rows.filter(({ id }) => !query.withImages || withImages.has(id)).slice(0, most))
      .toSorted(([one], [other]) => (one && other ? byAge(one, other) : 0))
      .flatMap((rows) => rows.toReversed())
      .map((row) => ({ chatId: row.chatId, messageId: row.id, snippet: showWords(row, words) }))
  }

  /** Reads the hits of the index, in order. Omits messages that are gone. */
  async showHits(hits: readonly IndexHit[], { text }: SearchQuery): Promise<readonly SearchHit[]> {
    const words = splitQuery(text)
    const rows = await this.#database.messages.bulkGet(hits.map(({ messageId }) => messageId))
    return Promise.all(
      rows
        .filter((row) => row !== undefined)
        .map(async (row) => ({
          chatId: row.chatId,
          messageId: row.id,
          snippet: hasWords(row, words) ? showWords(row, words) : await this.#showRevised(row, words),
        })),
    )
  }

  /** For words that are only in a model's rewritten prompt, or some there and some in the answer. */
  async #showRevised(row: MessageRow, words: readonly string[]): Promise<Snippet> {
    const images = await this.#database.attachments.where('id').startsWith(`${row.id}:`).toArray()
    const texts = images.flatMap(({ revisedPrompt }) => revisedPrompt ?? [])
    for (const text of texts) {
      const snippet = findSnippet(text, words)
      if (snippet) return snippet
    }
    return firstWords([row.text, ...texts].join(' '))
  }

  /** The first words of messages found by the index. Omits messages that are gone. */
  async showFirstWords(hits: readonly IndexHit[]): Promise<ReadonlyMap<ChatId, Snippet>> {
    const rows = await this.#database.messages.bulkGet(hits.map(({ messageId }) => messageId))
    return new Map(rows.filter((row) => row !== undefined).map(({ chatId, text }) => [chatId, firstWords(text)]))
  }

  /** The first words of chats. Reads all their messages. */
  async showBeginnings(ids: readonly ChatId[]): Promise<ReadonlyMap<ChatId, Snippet>> {
    const { messages } = this.#database
    const found = await Promise.all(
      ids.map(async (chatId) => {
        const rows = await messages.where({ chatId }).toArray()
        const first = rows.toSorted((one, other) => one.createdAt - other.createdAt)[0]
        return [chatId, firstWords(first?.text ?? '')] as const
      }),
    )
    return new Map(found)
  }

  #stride(after: MessageId | undefined): Promise<MessageRow[]> {
    const { messages } = this.#database
    const rest = after === undefined ? messages.toCollection() : messages.where('id').above(after)
    return rest.limit(SEARCH_STRIDE).toArray()
  }
}

/** The images of each message, in order. Omits messages without images. */
function readImages(
  { messageAttachments, attachments }: EaselDatabase,
  rows: readonly MessageRow[],
): PromiseExtended<ReadonlyMap<MessageId, readonly ImageRows[]>> {
  const ids = rows.filter(mayHaveImages).map(({ id }) => id)
  return readLinks(messageAttachments, ids).then((links) => {
    const wanted = links.map(({ attachmentId }) => attachmentId)
    return readAttachments(attachments, wanted).then((found) => groupImages(links, found))
  })
}

function groupImages(
  links: readonly MessageAttachmentRow[],
  found: readonly AttachmentRow[],
): ReadonlyMap<MessageId, readonly ImageRows[]> {
  const attachments = new Map(found.map((row) => [row.id, row]))
  const groups = new Map<MessageId, ImageRows[]>()
  for (const link of links.toSorted(byPosition)) {
    const attachment = attachments.get(link.attachmentId)
    const images = groups.get(link.messageId)
    if (attachment && images) images.push({ attachment, link })
    else if (attachment) groups.set(link.messageId, [{ attachment, link }])
  }
  return groups
}

/** Ids imported from other apps are derived: UUIDs of version 8. */
function isImported(id: MessageId): boolean {
  return id[14] === '8'
}

/** Decides without reading any link. */
function mayHaveImages(row: MessageRow): boolean {
  if (row.role === 'user') return row.hasInputs === true
  return (
    row.status !== 'streaming' && (row.kind === 'image' || row.parts?.some(({ type }) => type === 'image') === true)
  )
}

/** An image's prompt is the text of its question, so it isn't searched twice. */
function hasWords({ text }: MessageRow, words: readonly string[]): boolean {
  const folded = foldText(text)
  return words.every((word) => folded.includes(word))
}

function showWords(row: MessageRow, words: readonly string[]): Snippet {
  const snippet = row.role === 'user' ? findSnippet(row.text, words) : findMarkdownSnippet(row.text, words)
  return snippet ?? firstWords(row.text)
}

function isWanted({ chatId, createdAt }: MessageRow, query: SearchQuery): boolean {
  return (
    (query.chatId === undefined || query.chatId === chatId) && (query.since === undefined || createdAt >= query.since)
  )
}

/** Newest first. */
function byAge(one: MessageRow, other: MessageRow): number {
  return other.createdAt - one.createdAt
}
