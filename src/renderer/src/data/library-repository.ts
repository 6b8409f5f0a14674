/** Adds the rows of a full export (`shared/library.ts`) to the existing ones. */
import type { ArchiveChange, ArchivedRow, ArchiveTable } from '@shared/archive'
import { ARCHIVE_TABLES } from '@shared/archive'
import { getRowKey, type AnyRow, type RowKey } from './archive/archive-copy'
import { getRemovalKey, REMOVING_STORES } from './archive/remove-rows'
import { toRow } from './archive/restore-changes'
import type { EaselDatabase } from './database'
import { DataError } from './problem'

/** Rows that were added. */
export interface AddedRows {
  readonly chats: number
  readonly messages: number
  readonly prompts: number
  /** Rows that lack a required field. */
  readonly damaged: number
}

/** The required fields of a row: the rest is read leniently, like rows of every version. */
const NEEDED: Readonly<Record<ArchiveTable, Readonly<Record<string, 'string' | 'number' | 'object'>>>> = {
  chats: { id: 'string', title: 'string', createdAt: 'number', updatedAt: 'number', chosen: 'object' },
  messages: { id: 'string', chatId: 'string', role: 'string', status: 'string', createdAt: 'number', text: 'string' },
  attachments: {
    id: 'string',
    hash: 'string',
    format: 'string',
    width: 'number',
    height: 'number',
    createdAt: 'number',
  },
  messageAttachments: { messageId: 'string', attachmentId: 'string', position: 'number' },
  prompts: { id: 'string' },
}

export class LibraryRepository {
  readonly #database: EaselDatabase

  constructor(database: EaselDatabase) {
    this.#database = database
  }

  /**
   * Adds the missing rows in one transaction. Existing rows stay as they are, and permanently deleted ones stay
   * deleted. Rejects with a `DataError` if a newer Easel wrote a row.
   */
  async add(changes: readonly ArchiveChange[]): Promise<AddedRows> {
    if (changes.some(({ schema }) => schema > this.#database.verno)) throw new DataError('newer')
    const rows = changes.flatMap((change) => {
      const { row } = change
      return row && isSound(change.table, row) ? [{ change, row: toRow(change, row) }] : []
    })
    return this.#database.transaction('rw', [...REMOVING_STORES], async () => {
      const added: Record<ArchiveTable, number> = {
        chats: 0,
        messages: 0,
        attachments: 0,
        messageAttachments: 0,
        prompts: 0,
      }
      for (const table of ARCHIVE_TABLES) {
        added[table] = await this.#addTo(
          table,
          rows.filter(({ change }) => change.table === table),
        )
      }
      const { chats, messages, prompts } = added
      return { chats, messages, prompts, damaged: changes.length - rows.length }
    })
  }

  async #addTo(
    table: ArchiveTable,
    rows: readonly { readonly change: ArchiveChange; readonly row: AnyRow }[],
  ): Promise<number> {
    if (rows.length === 0) return 0
    const store = this.#database.table<ArchivedRow, RowKey>(table)
    const [known, removed] = await Promise.all([
      store.bulkGet(rows.map(({ change }) => getRowKey(change))),
      this.#database.removals.bulkGet(rows.map(({ change }) => getRemovalKey(table, change.key))),
    ])
    const missing = rows.filter((_, index) => !known[index] && !removed[index])
    // The last one of several with the same key. Main only writes one.
    const byKey = new Map(missing.map(({ change, row }) => [change.key, row]))
    await store.bulkAdd([...byKey.values()])
    return [...byKey.values()].filter((row) => table !== 'chats' || row['isProject'] === undefined).length
  }
}

function isSound(table: ArchiveTable, row: ArchivedRow): boolean {
  const needed = Object.entries(NEEDED[table])
  if (!needed.every(([name, type]) => typeof row[name] === type && row[name] !== null)) return false
  // Its answer will never arrive, because no run on this computer makes it.
  return table !== 'messages' || row['status'] !== 'streaming'
}
