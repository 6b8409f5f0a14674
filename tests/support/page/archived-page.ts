/** For tests of how the two copies stay in sync: a page on top of main's archive. */
import 'fake-indexeddb/auto'
import { Dexie } from 'dexie'
import type { AttachmentId, ChatId, MessageId, ObjectHash } from '@shared/ids'
import { EaselDatabase } from '@/data/database'
import { openData, type Data } from '@/data'
import type { AttachmentRow, ChatRow, UserMessageRow } from '@/data/rows'
import { FakeArchive } from './fake-archive'

let pages = 0

/** A page on top of main's archive. The same name opens the same profile again. */
export class Page {
  readonly timers = new Set<() => void>()
  restored = 0
  /** The reported progress of a background restoration, in whole percent. */
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

  /** Runs all pending timers. */
  async elapse(): Promise<void> {
    const due = [...this.timers]
    this.timers.clear()
    for (const callback of due) callback()
    await this.data.archived()
  }

  /** Like a kill: nothing pending is sent. */
  crash(): void {
    this.timers.clear()
    this.data.close()
  }

  /** Deletes the browser's databases. */
  async wipe(): Promise<void> {
    this.crash()
    await Dexie.delete(this.name)
    await Dexie.delete(`${this.name}-sync`)
  }

  async rows(): Promise<Record<string, readonly unknown[]>> {
    const { chats, messages, attachments, messageAttachments, prompts } = this.database
    return {
      chats: await chats.toArray(),
      messages: await messages.toArray(),
      attachments: await attachments.toArray(),
      messageAttachments: await messageAttachments.toArray(),
      prompts: await prompts.toArray(),
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

export function anImage(id: string): AttachmentRow {
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
    await attachments.put(anImage('a:0'))
    await messageAttachments.put({ messageId: 'q' as MessageId, attachmentId: 'a:0' as AttachmentId, position: 0 })
  })
}
