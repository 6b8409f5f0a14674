/** Chats that the page deleted, as main sees them: a tombstone in the archive. Their answers continue. */
import { NO_SEQUENCES, type ArchiveChange, type ArchivePage } from '@shared/archive'
import type { ChatId } from '@shared/ids'
import { Gone, type CoreProcess } from './core-process'
import type { Violation } from './oracle'

export class Chats {
  /** Tombstones that main has confirmed. */
  readonly #kept = new Set<ChatId>()
  readonly #deleted = new Set<ChatId>()
  #sequence = 0

  isDeleted(id: ChatId): boolean {
    return this.#deleted.has(id)
  }

  async delete(id: ChatId, life: CoreProcess): Promise<void> {
    this.#deleted.add(id)
    await life.ask({ ask: 'archive', changes: [this.#change(id, {})] })
    await life.ask({ ask: 'archive', changes: [this.#change(id, { deletedAt: 2 })] })
    this.#kept.add(id)
  }

  /** P, for chats: a deleted chat stays deleted. */
  async returned(life: CoreProcess): Promise<Violation[]> {
    if (this.#kept.size === 0) return []
    const newest = new Map<string, ArchiveChange>()
    try {
      const page = await life.ask<ArchivePage | null>({ ask: 'read-archive', after: NO_SEQUENCES, cursor: null })
      for (const change of page && page !== 'stale' ? page.changes : []) {
        if ((newest.get(change.key)?.sequence ?? 0) < change.sequence) newest.set(change.key, change)
      }
    } catch (error) {
      if (error instanceof Gone) return []
      throw error
    }
    return [...this.#kept]
      .filter((id) => newest.get(id)?.row?.['deletedAt'] === undefined)
      .map((id) => `P: chat ${id} was deleted and is back`)
  }

  #change(id: ChatId, more: Record<string, unknown>): ArchiveChange {
    this.#sequence += 1
    const row = { id, title: 'A chat', createdAt: 1, updatedAt: 1, ...more }
    return { table: 'chats', key: id, sequence: this.#sequence, schema: 1, row }
  }
}
