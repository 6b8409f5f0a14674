/** A page over main's archive, for the tests of how the two copies of the rows stay the same. */
import 'fake-indexeddb/auto'
import { Dexie } from 'dexie'
import type { AttachmentId, ChatId, MessageId, ObjectHash } from '@shared/ids'
import { EaselDatabase } from '../database'
import { openData, type Data } from '../index'
import type { AttachmentRow, ChatRow, UserMessageRow } from '../rows'
import { FakeArchive } from './fake-archive'

let pages = 0

/** A page over main's archive; the same name is the same profile, opened again. */
export class Page {
  readonly timers = new Set<() => void>()
  restored = 0
  /** What was told of a restoration in the background, whole percent. */
  progress: (number | null)[] = []
  database!: EaselDatabase
  data!: Data

  constructor(
    readonly archive = new FakeArchive(),
    readonly name = `archived-${(pages += 1)}`,
  ) {}

  async open(database = new EaselDatabase(this.name)): Promise<this> {
    this.database = database
    this.data = await openData(undefined, this.database, {
      copy: this.archive,
      after: (_delayMs, callback) => {
        this.timers.add(callback)
        return () => this.timers.delete(callback)
      },
      onRestored: () => (this.restored += 1),
      onRestoring: (progress) => this.progress.push(progress && Math.floor(progress * 100)),
    })
    return this
  }

  /** Whatever waits for time to pass gets its turn. */
  async elapse(): Promise<void> {
    const due = [...this.timers]
    this.timers.clear()
    for (const callback of due) callback()
    await this.data.archived()
  }

  /** As a kill does: nothing that was waiting to be sent is sent. */
  crash(): void {
    this.timers.clear()
    this.data.close()
  }

  /** The folder of the browser's databases is deleted. */
  async wipe(): Promise<void> {
    this.crash()
    await Dexie.delete(this.name)
    await Dexie.delete(`${this.name}-sync`)
  }

  async rows(): Promise<Record<string, readonly unknown[]>> {
    const { chats, messages, attachments, messageAttachments } = this.database
    return {
      chats: await chats.toArray(),
      messages: await messages.toArray(),
      attachments: await attachments.toArray(),
      messageAttachments: await messageAttachments.toArray(),
    }
  }
}

export function aChat(id: string, changes: Partial<ChatRow> = {}): ChatRow {
  return { id: id as ChatId, title: id, createdAt: 1, updatedAt: 1, chosen: {}, ...changes }
}

export function aQuestion(id: string, text = id): UserMessageRow {
  const shared = { chatId: 'c' as ChatId, parentId: null, role: 'user', status: 'done', createdAt: 1 } as const
  return { id: id as MessageId, ...shared, text }
}

export function aPicture(id: string): AttachmentRow {
  const size = { width: 1, height: 1, bytes: 1, createdAt: 1 }
  return {
    id: id as AttachmentId,
    hash: 'a'.repeat(64) as ObjectHash,
    format: 'png',
    mime: 'image/png',
    uploadState: 'local',
    ...size,
  }
}

export async function fill({ database }: Page): Promise<void> {
  const { chats, messages, attachments, messageAttachments } = database
  await database.transaction('rw', chats, messages, attachments, messageAttachments, async () => {
    await chats.bulkAdd([aChat('c', { draft: 'half a sentence', pinnedAt: 3 }), aChat('d', { deletedAt: 9 })])
    await messages.bulkAdd([aQuestion('q'), aQuestion('r')])
    await attachments.put(aPicture('a:0'))
    await messageAttachments.put({ messageId: 'q' as MessageId, attachmentId: 'a:0' as AttachmentId, position: 0 })
  })
}
