/** The bin: deleted chats and images whose rows and files still exist. */
import type { AttachmentId, ChatId, MessageId, ObjectHash } from '@shared/ids'
import { removeRows, REMOVING_STORES } from '../archive/remove-rows'
import type { Marks } from '../archive/marks'
import type { StoredFile } from '@/lib/sum-files'
import { isOutput } from '../attachment-repository'
import type { EaselDatabase } from '../database'
import type { AttachmentRow, ChatRow } from '../rows'
import { computePurge, findNeeded, isInBin, type BinChoice, type Purge } from './purge'

export interface BinChat {
  readonly row: ChatRow
  readonly deletedAt: number
  /** Questions and answers. */
  readonly messages: number
  /** The files of its images, whether or not something else needs them. */
  readonly files: readonly StoredFile[]
  /** The image that represents the chat. */
  readonly image?: ObjectHash
}

export interface BinImage {
  readonly attachment: AttachmentRow
  readonly deletedAt: number
  /** The prompt. */
  readonly prompt: string
}

export interface BinContents {
  /** Last deleted first, without chats that have no messages. */
  readonly chats: readonly BinChat[]
  /** Last deleted first, without images of deleted chats, which are deleted and restored with their chats. */
  readonly images: readonly BinImage[]
}

/** What is reported to main before rows are removed. */
export interface PlannedPurge {
  readonly messages: readonly MessageId[]
  readonly hashes: readonly ObjectHash[]
  /** Addresses of uploaded copies. */
  readonly copies: readonly string[]
}

export interface Removal {
  /** The files that are planned to be deleted. */
  readonly hashes: readonly ObjectHash[]
  readonly attached: ReadonlySet<AttachmentId>
  readonly now: number
}

export class BinRepository {
  readonly #database: EaselDatabase
  readonly #marks: Marks

  constructor(database: EaselDatabase, marks: Marks) {
    this.#database = database
    this.#marks = marks
  }

  /**
   * The earliest time from which the days of anything in the bin count: earlier versions promised to keep what was
   * deleted, so its days start with the first start that has a bin. In milliseconds since the epoch.
   */
  async countsFrom(now: number): Promise<number> {
    const known = await this.#marks.bin()
    if (known) return known.since
    await this.#marks.setBin({ since: now })
    return now
  }

  /** Selects everything in the bin that was deleted before this time. */
  async choose(deletedBefore = Number.POSITIVE_INFINITY): Promise<BinChoice> {
    const { chats, attachments } = this.#database
    return this.#database.transaction('r', chats, attachments, async () => {
      const isDue = (row: ChatRow | AttachmentRow): boolean => isInBin(row) && (row.deletedAt ?? 0) < deletedBefore
      const [deletedChats, deletedImages] = await Promise.all([
        chats.filter(isDue).primaryKeys(),
        attachments.where('deletedAt').above(0).filter(isDue).primaryKeys(),
      ])
      return { chats: deletedChats, images: deletedImages }
    })
  }

  async list(): Promise<BinContents> {
    const { chats, messages, attachments, messageAttachments } = this.#database
    return this.#database.transaction('r', chats, messages, attachments, messageAttachments, async () => {
      const deleted = (await chats.toArray()).filter(isInBin)
      const entries = await Promise.all(deleted.map((row) => this.#describeChat(row)))
      const inBin = new Set(deleted.map(({ id }) => id))
      const images = (await attachments.where('deletedAt').above(0).toArray()).filter(isInBin)
      return {
        chats: entries.filter(({ messages: count }) => count > 0).toSorted(byDeletion),
        images: (await Promise.all(images.map((row) => this.#describeImage(row, inBin)))).flat().toSorted(byDeletion),
      }
    })
  }

  async #describeChat(row: ChatRow): Promise<BinChat> {
    const { messages, attachments, messageAttachments } = this.#database
    const ids = await messages.where('chatId').equals(row.id).primaryKeys()
    const links = await messageAttachments.where('messageId').anyOf(ids).toArray()
    const rows = await attachments.bulkGet([...new Set(links.map(({ attachmentId }) => attachmentId))])
    const sizes = new Map(rows.flatMap((image) => (image ? [[image.hash, image.bytes]] : [])))
    const files = [...sizes].map(([hash, bytes]) => ({ hash, bytes }))
    const made = new Set(links.filter(isOutput).map(({ attachmentId }) => attachmentId))
    const image = rows.findLast((candidate) => candidate && made.has(candidate.id) && !candidate.deletedAt)?.hash
    const facts = { row, deletedAt: row.deletedAt ?? 0, messages: ids.length, files }
    return image === undefined ? facts : { ...facts, image }
  }

  async #describeImage(attachment: AttachmentRow, inBin: ReadonlySet<ChatId>): Promise<readonly BinImage[]> {
    const { messages, messageAttachments } = this.#database
    const links = await messageAttachments.where('attachmentId').equals(attachment.id).toArray()
    const made = await messages.bulkGet(links.filter(isOutput).map(({ messageId }) => messageId))
    const answer = made.find((row) => row !== undefined && !inBin.has(row.chatId))
    if (made.length > 0 && !answer) return []
    const question = answer?.role === 'assistant' ? await messages.get(answer.parentId) : undefined
    const prompt = (answer?.role === 'assistant' ? answer.prompt : undefined) ?? question?.text ?? ''
    return [{ attachment, deletedAt: attachment.deletedAt ?? 0, prompt }]
  }

  /** Restores chats and images from the bin. */
  async restore({ chats: chatIds, images }: BinChoice): Promise<void> {
    const { chats, attachments } = this.#database
    await this.#database.transaction('rw', chats, attachments, async () => {
      for (const row of (await chats.bulkGet([...chatIds])).filter(isInBin)) {
        await chats.update(row.id, { deletedAt: undefined })
      }
      for (const row of (await attachments.bulkGet([...images])).filter(isInBin)) {
        await attachments.update(row.id, { deletedAt: undefined })
      }
    })
  }

  /** What would be removed; changes nothing. `attached`: images of unsent messages, which stay. */
  async plan(choice: BinChoice, attached: ReadonlySet<AttachmentId>): Promise<PlannedPurge> {
    const { chats, messages, attachments, messageAttachments } = this.#database
    return this.#database.transaction('r', chats, messages, attachments, messageAttachments, async () => {
      const purge = await computePurge(this.#database, choice, attached)
      return {
        messages: purge.messages.map(({ id }) => id),
        hashes: purge.hashes,
        copies: purge.attachments.flatMap(({ url }) => url ?? []),
      }
    })
  }

  /**
   * Removes the rows, all or none. Idempotent. Returns the files among `hashes` that are still needed: something may
   * have started to use them since they were planned.
   */
  async remove(choice: BinChoice, { hashes, attached, now }: Removal): Promise<readonly ObjectHash[]> {
    const database = this.#database
    return database.transaction('rw', [...REMOVING_STORES], async () => {
      const purge = await computePurge(database, choice, attached)
      await keepWhatStays(database, purge, now)
      await removeRows(
        database,
        'messageAttachments',
        purge.links.map(({ messageId, attachmentId }) => [messageId, attachmentId]),
      )
      await removeRows(
        database,
        'attachments',
        purge.attachments.map(({ id }) => id),
      )
      await removeRows(
        database,
        'messages',
        purge.messages.map(({ id }) => id),
      )
      await removeRows(database, 'chats', purge.chats)
      return [...(await findNeeded(database, hashes))]
    })
  }
}

async function keepWhatStays(database: EaselDatabase, purge: Purge, now: number): Promise<void> {
  const { chats, messages, attachments } = database
  for (const { id, createdAt, updatedAt, deletedAt = now } of purge.reducedChats) {
    await chats.put({ id, title: '', createdAt, updatedAt, chosen: {}, deletedAt, purgedAt: now })
  }
  for (const id of purge.hidden) await attachments.update(id, { purgedAt: now })
  for (const [id, count] of purge.losses) {
    const row = await messages.get(id)
    if (row?.role === 'assistant') await messages.put({ ...row, removedImages: (row.removedImages ?? 0) + count })
  }
}

function byDeletion(one: { readonly deletedAt: number }, other: { readonly deletedAt: number }): number {
  return other.deletedAt - one.deletedAt
}
