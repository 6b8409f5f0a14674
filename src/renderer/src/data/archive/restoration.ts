/**
 * Restores rows from main's archive. A few are restored before the database is used. With very many, only the chats
 * are, and the rest follows in the background; a chat that the user opens comes first.
 */
import { ARCHIVE_BATCH, MAX_SELECTED, type ArchiveChange, type ArchiveSelection, type Sequences } from '@shared/archive'
import type { ChatId, MessageId } from '@shared/ids'
import type { EaselDatabase } from '../database'
import type { ArchiveCopy } from './archive-copy'
import { readSelected, restoreAll, restoreChanges } from './restore-changes'

/** In changes. Takes a fraction of a second, which is acceptable for a start after rows were lost. */
const AT_ONCE = 1_000

export class Restoration {
  readonly #database: EaselDatabase
  readonly #copy: ArchiveCopy
  #after: Sequences
  readonly #opened = new Map<ChatId, Promise<void>>()
  #pages: ReturnType<typeof restoreAll> | undefined
  #isAborted = false
  /** The share of the archive that was read, from 0 to 1. */
  progress = 0
  hasChanged = false

  /** Restores what is above `after`. */
  constructor(database: EaselDatabase, copy: ArchiveCopy, after: Sequences) {
    this.#database = database
    this.#copy = copy
    this.#after = after
  }

  /** Restores as much as the start waits for. Returns whether that was everything. */
  begin(): Promise<boolean> {
    return this.#advance(AT_ONCE, () => undefined)
  }

  /** Restores every chat, without its messages. */
  async chats(): Promise<void> {
    await this.#apply(await this.#read({ kind: 'chats' }))
    // Each answer changed its chat, so the logs contain many more chat changes than chats.
    this.#after = { ...this.#after, chats: Number.MAX_SAFE_INTEGER }
  }

  /** Restores what `begin` left. Call it again if it rejects. Returns false if it was canceled. */
  finish(onProgress: (progress: number) => void): Promise<boolean> {
    return this.#advance(Number.POSITIVE_INFINITY, onProgress)
  }

  /** Resolves when this chat's messages and images are here. */
  chat(id: ChatId): Promise<void> {
    const known = this.#opened.get(id)
    if (known) return known
    const taking = this.#restoreChat(id)
    this.#opened.set(id, taking)
    // Forgets a failed attempt, so that the next call tries again.
    taking.catch(() => this.#opened.delete(id))
    return taking
  }

  abort(): void {
    this.#isAborted = true
  }

  async #advance(atMost: number, onProgress: (progress: number) => void): Promise<boolean> {
    this.#pages ??= restoreAll(this.#database, this.#copy, () => this.#after)
    let count = 0
    try {
      for (;;) {
        const { done, value } = await this.#pages.next()
        if (done) return true
        if (value.hasChanged) this.hasChanged = true
        this.progress = value.progress
        count += value.count
        onProgress(value.progress)
        if (count >= atMost || this.#isAborted) return false
      }
    } catch (error) {
      this.#pages = undefined
      throw error
    }
  }

  async #restoreChat(chatId: ChatId): Promise<void> {
    const messages = await this.#read({ kind: 'messages', chatId })
    await this.#apply(messages)
    const ids = messages.flatMap(({ table, key }) => (table === 'messages' ? [key as MessageId] : []))
    const images = await this.#restoreImages(ids)
    // A question's image is stored with the answer that made it, possibly in another chat.
    await this.#restoreImages(findOtherOwners(images, ids))
  }

  async #restoreImages(ids: readonly MessageId[]): Promise<readonly ArchiveChange[]> {
    const restored: ArchiveChange[] = []
    for (let start = 0; start < ids.length; start += MAX_SELECTED) {
      const messageIds = ids.slice(start, start + MAX_SELECTED)
      const changes = await this.#read({ kind: 'images', messageIds })
      await this.#apply(changes)
      restored.push(...changes)
    }
    return restored
  }

  #read(only: ArchiveSelection): Promise<readonly ArchiveChange[]> {
    return readSelected(this.#copy, this.#after, only)
  }

  async #apply(changes: readonly ArchiveChange[]): Promise<void> {
    for (let start = 0; start < changes.length; start += ARCHIVE_BATCH) {
      if (await restoreChanges(this.#database, changes.slice(start, start + ARCHIVE_BATCH))) this.hasChanged = true
    }
  }
}

/** The messages whose images are linked to others. An attachment's id starts with the id of its own message. */
function findOtherOwners(changes: readonly ArchiveChange[], ids: readonly MessageId[]): readonly MessageId[] {
  const known = new Set<string>(ids)
  const owners = changes.flatMap(({ table, key }) => {
    const owner = table === 'messageAttachments' ? key.split('/')[1]?.split(':')[0] : undefined
    return owner === undefined || known.has(owner) ? [] : [owner as MessageId]
  })
  return [...new Set(owners)]
}
