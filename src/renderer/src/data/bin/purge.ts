/**
 * What is removed when chats and images are deleted permanently: their rows, and the files that nothing else needs.
 * Computed from the rows alone, so that the same choice has the same result after a crash.
 */
import type { AttachmentId, ChatId, MessageId, ObjectHash } from '@shared/ids'
import { isOutput } from '../attachment-repository'
import type { EaselDatabase } from '../database'
import type { AttachmentRow, ChatRow, MessageAttachmentRow, MessageRow } from '../rows'

/** The user's choice. Only items in the bin are included. */
export interface BinChoice {
  readonly chats: readonly ChatId[]
  readonly images: readonly AttachmentId[]
}

export interface Purge {
  readonly messages: readonly MessageRow[]
  readonly links: readonly MessageAttachmentRow[]
  readonly attachments: readonly AttachmentRow[]
  readonly chats: readonly ChatId[]
  /** Chats of which something stays: an image that was made after the chat was deleted. */
  readonly reducedChats: readonly ChatRow[]
  /** Images that disappear from where they were made, but stay as the input of a question or for their name. */
  readonly hidden: readonly AttachmentId[]
  /** How many images are lost by answers that stay. */
  readonly losses: ReadonlyMap<MessageId, number>
  /** Files that no other row needs. */
  readonly hashes: readonly ObjectHash[]
}

/** Call it in a transaction over chats, messages, attachments and links. `attached`: images of unsent messages. */
export async function computePurge(
  database: EaselDatabase,
  choice: BinChoice,
  attached: ReadonlySet<AttachmentId>,
): Promise<Purge> {
  const { chats, messages, attachments, messageAttachments } = database
  const binned = (await chats.bulkGet([...choice.chats])).filter(isInBin)
  const all = await messages
    .where('chatId')
    .anyOf(binned.map(({ id }) => id))
    .toArray()
  const allLinks = await messageAttachments
    .where('messageId')
    .anyOf(all.map(({ id }) => id))
    .toArray()
  const linked = (await attachments.bulkGet(unique(allLinks.map(({ attachmentId }) => attachmentId)))).filter(isThere)
  const keptImages = findKeptImages(binned, all, allLinks, linked)
  const kept = findExchanges(keptImages, all, allLinks)

  const images = (await attachments.bulkGet([...choice.images])).filter(isInBin)
  const chosen = new Set(images.map(({ id }) => id))
  const chosenLinks = await messageAttachments
    .where('attachmentId')
    .anyOf([...chosen])
    .toArray()
  const bare = await findBareExchanges(database, chosenLinks.filter(isOutput))
  const gone = new Map([...all.filter(({ id }) => !kept.has(id)), ...bare.messages].map((row) => [row.id, row]))
  const outputs = chosenLinks.filter((link) => isOutput(link) && !gone.has(link.messageId))
  const links = [
    ...allLinks.filter((link) => gone.has(link.messageId) || (isOutput(link) && !keptImages.has(link.attachmentId))),
    ...bare.links,
    ...outputs,
  ]

  const others = (await attachments.bulkGet(bare.links.map(({ attachmentId }) => attachmentId))).filter(isThere)
  const candidates = new Map([...linked, ...images, ...others].map((row) => [row.id, row]))
  const named = [...candidates.values()].flatMap(({ id, referenceName }) => (referenceName === undefined ? [] : [id]))
  const used = new Set([...(await findUsed(database, [...candidates.keys()], links)), ...attached, ...named])
  const touched = new Set([...chosen, ...links.map(({ attachmentId }) => attachmentId)])
  const removable = [...candidates.values()].filter(({ id }) => !used.has(id) && touched.has(id))
  const keptChats = new Set(all.filter(({ id }) => kept.has(id)).map(({ chatId }) => chatId))
  return {
    messages: [...gone.values()],
    links,
    attachments: removable,
    chats: [...binned.filter(({ id }) => !keptChats.has(id)).map(({ id }) => id), ...bare.chats],
    reducedChats: binned.filter(({ id }) => keptChats.has(id)),
    hidden: [...chosen].filter((id) => used.has(id)),
    losses: countBy(outputs.map(({ messageId }) => messageId)),
    hashes: await findFreeHashes(database, removable, gone),
  }
}

/** The files among these that a row still needs. */
export async function findNeeded(
  database: EaselDatabase,
  hashes: readonly ObjectHash[],
): Promise<ReadonlySet<ObjectHash>> {
  const { attachments, messages } = database
  const rows = await attachments.where('hash').anyOf(hashes).toArray()
  const previews = await Promise.all(KEPT_PREVIEWS.map((path) => messages.where(path).anyOf(hashes).toArray()))
  return new Set([...rows.map(({ hash }) => hash), ...previews.flat().flatMap((row) => getPreviewHash(row) ?? [])])
}

/** The index keys of previews left by failed answers, for rows of either version. */
const KEPT_PREVIEWS = ['preview.picture.hash', 'preview.image.hash'] as const

/**
 * Images that stay in the gallery although their chat is deleted: those made after the deletion, because they were paid
 * for, and those that the user has named or put into a collection.
 */
function findKeptImages(
  chats: readonly ChatRow[],
  rows: readonly MessageRow[],
  links: readonly MessageAttachmentRow[],
  attachments: readonly AttachmentRow[],
): ReadonlySet<AttachmentId> {
  const deletedAt = new Map(chats.map((chat) => [chat.id, chat.deletedAt ?? 0]))
  const chatIds = new Map(rows.map(({ id, chatId }) => [id, chatId]))
  const byId = new Map(attachments.map((row) => [row.id, row]))
  const made = links.filter(isOutput).filter(({ messageId, attachmentId }) => {
    const image = byId.get(attachmentId)
    const chatId = chatIds.get(messageId)
    return image && chatId !== undefined && outlivesChat(image, deletedAt.get(chatId) ?? 0)
  })
  return new Set(made.map(({ attachmentId }) => attachmentId))
}

/** Whether the gallery still shows an image whose chat was deleted at that time. */
export function outlivesChat(
  { createdAt, collections, referenceName, deletedAt }: AttachmentRow,
  chatDeletedAt: number,
): boolean {
  if (deletedAt !== undefined) return false
  return createdAt > chatDeletedAt || (collections?.length ?? 0) > 0 || referenceName !== undefined
}

/** The answers that made these images, and their questions, which contain the prompts. */
function findExchanges(
  images: ReadonlySet<AttachmentId>,
  rows: readonly MessageRow[],
  links: readonly MessageAttachmentRow[],
): ReadonlySet<MessageId> {
  const makers = new Set(
    links.filter((link) => isOutput(link) && images.has(link.attachmentId)).map(({ messageId }) => messageId),
  )
  const answers = rows.filter(({ id }) => makers.has(id))
  return new Set(answers.flatMap(({ id, parentId }) => (parentId === null ? [id] : [id, parentId])))
}

interface BareExchanges {
  readonly messages: readonly MessageRow[]
  readonly links: readonly MessageAttachmentRow[]
  readonly chats: readonly ChatId[]
}

/** What had stayed of a chat for the sake of its images: all of it is removed with the last image. */
async function findBareExchanges(
  { chats, messages, messageAttachments }: EaselDatabase,
  going: readonly MessageAttachmentRow[],
): Promise<BareExchanges> {
  const makers = (await messages.bulkGet(unique(going.map(({ messageId }) => messageId)))).filter(isThere)
  const owners = await chats.bulkGet(unique(makers.map(({ chatId }) => chatId)))
  const reduced = owners.flatMap((chat) => (chat?.purgedAt === undefined ? [] : [chat.id]))
  const rows = await messages.where('chatId').anyOf(reduced).toArray()
  const links = await messageAttachments
    .where('messageId')
    .anyOf(rows.map(({ id }) => id))
    .toArray()
  const keys = new Set(going.map(getLinkKey))
  const isStaying = (id: ChatId): boolean => {
    const own = new Set(rows.filter(({ chatId }) => chatId === id).map((row) => row.id))
    return links.some((link) => own.has(link.messageId) && isOutput(link) && !keys.has(getLinkKey(link)))
  }
  const bare = new Set(reduced.filter((id) => !isStaying(id)))
  const gone = rows.filter(({ chatId }) => bare.has(chatId))
  const ids = new Set(gone.map(({ id }) => id))
  return { messages: gone, links: links.filter(({ messageId }) => ids.has(messageId)), chats: [...bare] }
}

/** The images still shown by a message that stays. */
async function findUsed(
  { messageAttachments }: EaselDatabase,
  ids: readonly AttachmentId[],
  removed: readonly MessageAttachmentRow[],
): Promise<ReadonlySet<AttachmentId>> {
  const going = new Set(removed.map(getLinkKey))
  const links = await messageAttachments.where('attachmentId').anyOf(ids).toArray()
  return new Set(links.filter((link) => !going.has(getLinkKey(link))).map(({ attachmentId }) => attachmentId))
}

async function findFreeHashes(
  { attachments, messages }: EaselDatabase,
  removable: readonly AttachmentRow[],
  gone: ReadonlyMap<MessageId, MessageRow>,
): Promise<readonly ObjectHash[]> {
  const ids = new Set(removable.map(({ id }) => id))
  const previews = [...gone.values()].flatMap((row) => getPreviewHash(row) ?? [])
  const hashes = unique([...removable.map(({ hash }) => hash), ...previews])
  const others = (await attachments.where('hash').anyOf(hashes).toArray()).filter(({ id }) => !ids.has(id))
  const left = await Promise.all(KEPT_PREVIEWS.map((path) => messages.where(path).anyOf(hashes).toArray()))
  const needed = new Set([
    ...others.map(({ hash }) => hash),
    ...left.flat().flatMap((row) => (gone.has(row.id) ? [] : (getPreviewHash(row) ?? []))),
  ])
  return hashes.filter((hash) => !needed.has(hash))
}

function getPreviewHash(row: MessageRow): ObjectHash | undefined {
  if (row.role !== 'assistant' || !row.preview) return undefined
  return 'image' in row.preview ? row.preview.image.hash : row.preview.picture.hash
}

export function getLinkKey({ messageId, attachmentId }: MessageAttachmentRow): string {
  return `${messageId}/${attachmentId}`
}

interface Binnable {
  readonly deletedAt?: number
  readonly purgedAt?: number
}

export function isInBin<T extends Binnable>(row: T | undefined): row is T {
  return row !== undefined && row.deletedAt !== undefined && row.purgedAt === undefined
}

function isThere<T>(value: T | undefined): value is T {
  return value !== undefined
}

function unique<T>(values: readonly T[]): T[] {
  return [...new Set(values)]
}

function countBy<T>(values: readonly T[]): ReadonlyMap<T, number> {
  const counts = new Map<T, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return counts
}
