import type { AttachmentId, ChatId, MessageId, ObjectHash } from '@shared/ids'
import type { Marks } from './archive/marks'
import { isOutput } from './attachment-repository'
import type { EaselDatabase } from './database'
import type { AttachmentRow, MessageAttachmentRow, MessageRow } from './rows'

/** The index keys of previews left by failed answers, for rows of either version. */
const KEPT_PREVIEWS = ['preview.picture.hash', 'preview.image.hash'] as const

/** Finds the images on disk that no chat shows. */
export class ImageFinder {
  readonly #database: EaselDatabase
  readonly #marks: Marks

  readonly #isStandIn: boolean

  /** A stand-in may lack rows that the real database has, so nothing is looked for in one. */
  constructor(database: EaselDatabase, marks: Marks, isStandIn: boolean) {
    this.#database = database
    this.#marks = marks
    this.#isStandIn = isStandIn
  }

  /**
   * The time up to which all stored images are known to be shown, in milliseconds since the epoch; 0 if never checked.
   * Undefined while rows may be missing that main's archive still has.
   */
  async lookedUntil(): Promise<number | undefined> {
    if (this.#isStandIn) return undefined
    const [archive, images] = await Promise.all([this.#marks.archive(), this.#marks.images()])
    if (!archive?.isWhole || archive.identity === null) return undefined
    return images?.lookedUntil ?? 0
  }

  async setLookedUntil(lookedUntil: number): Promise<void> {
    await this.#marks.setImages({ lookedUntil })
  }

  /**
   * Returns the images that no message shows: neither as a result, nor as the preview of a failed answer, nor attached
   * to a question. If an image's row and its answer exist but not the link between them, restores the link, and the
   * image is shown.
   */
  async unshown(hashes: readonly ObjectHash[]): Promise<readonly ObjectHash[]> {
    const stores = [this.#database.messages, this.#database.attachments, this.#database.messageAttachments]
    // Nearly always there is nothing to write, and a read transaction doesn't block other readers.
    const read = await this.#database.transaction('r', stores, () => this.#look(hashes))
    if (read.unlinked.length === 0) return read.unshown
    return this.#database.transaction('rw', stores, async () => {
      const { unlinked, unshown } = await this.#look(hashes)
      await this.#database.messageAttachments.bulkPut([...unlinked])
      return unshown
    })
  }

  async #look(hashes: readonly ObjectHash[]): Promise<Looked> {
    const { messages, attachments, messageAttachments } = this.#database
    const rows = await attachments.where('hash').anyOf(hashes).toArray()
    const links = await messageAttachments
      .where('attachmentId')
      .anyOf(rows.map(({ id }) => id))
      .toArray()
    const linked = new Map(links.filter(isOutput).map(({ attachmentId, messageId }) => [attachmentId, messageId]))
    const placed = rows.map((row) => ({ row, messageId: linked.get(row.id) ?? parsePlace(row).messageId }))
    const found = await messages.bulkGet(placed.map(({ messageId }) => messageId))
    const shown = placed.filter((_, index) => found[index]?.role === 'assistant')
    const unlinked = shown.filter(({ row }) => !linked.has(row.id) && row.purgedAt === undefined)
    const attached = await this.#findAttached(links.filter((link) => !isOutput(link)))
    const kept = await Promise.all(KEPT_PREVIEWS.map((path) => messages.where(path).anyOf(hashes).toArray()))
    const known = new Set([
      ...shown.map(({ row }) => row.hash),
      // A permanently deleted image that stays for something else isn't lost.
      ...rows.filter(({ id, purgedAt }) => attached.has(id) || purgedAt !== undefined).map(({ hash }) => hash),
      ...kept.flat().map(getKeptImage),
    ])
    return {
      unlinked: unlinked.map(({ row }) => ({ ...parsePlace(row), attachmentId: row.id })),
      unshown: hashes.filter((hash) => !known.has(hash)),
    }
  }

  /** The images that a question shows. */
  async #findAttached(links: readonly MessageAttachmentRow[]): Promise<ReadonlySet<AttachmentId>> {
    const questions = await this.#database.messages.bulkGet(links.map(({ messageId }) => messageId))
    return new Set(links.filter((_, index) => questions[index]).map(({ attachmentId }) => attachmentId))
  }

  /** The last message of a chat without branches. */
  async findLast(chatId: ChatId): Promise<MessageRow | undefined> {
    const rows = await this.#database.messages.where({ chatId }).toArray()
    return rows.toSorted((one, other) => one.createdAt - other.createdAt).at(-1)
  }
}

interface Looked {
  /** The missing links. */
  readonly unlinked: readonly MessageAttachmentRow[]
  readonly unshown: readonly ObjectHash[]
}

/** An image's id contains its place: `<message>:<position>`. */
function parsePlace({ id }: AttachmentRow): { readonly messageId: MessageId; readonly position: number } {
  const [messageId = '', position = ''] = id.split(':')
  return { messageId: messageId as MessageId, position: Number(position) || 0 }
}

function getKeptImage(row: MessageRow): ObjectHash | undefined {
  if (row.role !== 'assistant' || !row.preview) return undefined
  return 'image' in row.preview ? row.preview.image.hash : row.preview.picture.hash
}
