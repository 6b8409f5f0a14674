import {
  highest,
  NO_SEQUENCES,
  type ArchiveChange,
  type ArchiveCursor,
  type ArchivePage,
  type ArchiveSelection,
  type ArchiveState,
  type Sequences,
} from '@shared/archive'
import type { ArchiveCopy } from '@/data/archive/archive-copy'

/**
 * A fake of main's archive. It stores changes, and can be unreachable, lose rows, be replaced, or be from a newer
 * Easel.
 */
export class FakeArchive implements ArchiveCopy {
  /** In order of arrival, including repeated ones. */
  readonly changes: ArchiveChange[] = []
  isReachable = true
  isNewer = false
  /** Rows per page; small, so that tests see several pages. */
  pageSize = 3
  requests = 0
  appends = 0
  #identity = 1
  #generation = 1
  #reads = 0
  #failingRead: number | undefined

  async state(): Promise<ArchiveState | null> {
    return this.#answer(() => this.#state())
  }

  async renew(): Promise<ArchiveState | null> {
    return this.#answer(() => {
      this.#identity += 1
      return this.#state()
    })
  }

  async append(changes: readonly ArchiveChange[]): Promise<ArchiveState | null> {
    this.appends += 1
    return this.#answer(() => {
      this.changes.push(...structuredClone(changes))
      return this.#state()
    })
  }

  async read(cursor: ArchiveCursor | null, after: Sequences, only?: ArchiveSelection): Promise<ArchivePage | null> {
    return this.#answer((): ArchivePage => {
      this.#reads += 1
      if (this.#reads === this.#failingRead) throw new Error('unreachable')
      if (cursor && cursor.generation !== this.#generation) return 'stale'
      const offset = cursor?.offset ?? 0
      const end = offset + this.pageSize
      const changes = this.changes
        .slice(offset, end)
        .filter((change) => change.sequence > after[change.table] && isSelected(change, only))
      const next = end < this.changes.length ? { generation: this.#generation, file: 0, offset: end } : null
      return { changes: structuredClone(changes), next, progress: end / this.changes.length }
    })
  }

  /** Makes a line unreadable, which main notices. */
  loseChange(index: number): void {
    this.changes.splice(index % Math.max(1, this.changes.length), 1)
    this.replaceFiles()
    this.#identity += 1
  }

  /** Replaces the files, as a compaction does. */
  replaceFiles(): void {
    this.#generation += 1
  }

  /** Makes the nth read from now on fail. */
  failRead(count: number): void {
    this.#failingRead = this.#reads + count
  }

  #state(): ArchiveState {
    const sequences = this.changes.reduce(
      (known, { table, sequence }) => highest(known, { ...NO_SEQUENCES, [table]: sequence }),
      NO_SEQUENCES,
    )
    return { identity: `identity-${this.#identity}`, sequences }
  }

  async #answer<T>(answer: () => T): Promise<T | null> {
    this.requests += 1
    if (!this.isReachable) throw new Error('unreachable')
    return this.isNewer ? null : answer()
  }
}

function isSelected({ table, key, row }: ArchiveChange, only?: ArchiveSelection): boolean {
  switch (only?.kind) {
    case undefined:
      return true
    case 'chats':
      return table === 'chats'
    case 'messages':
      return table === 'messages' && row?.['chatId'] === only.chatId
    case 'images':
      return table !== 'chats' && table !== 'messages' && only.messageIds.some((id) => key.startsWith(id))
  }
}
