/** Reads the images of all chats, newest first: a first page at once, the rest a page at a time. */
import type { AttachmentId } from '@shared/ids'
import type { Data } from '@/data'
import type { GalleryRow } from '@/data/gallery-repository'
import { readRating } from '@/images/rating'
import { toStoredImage } from '@/images/to-stored-image'
import { readCollections } from './collections'
import type { GalleryImage } from './model'

/** More than a large window shows. */
const FIRST_PAGE = 120
/** Reading this many takes a few tens of milliseconds, and the page can scroll meanwhile. */
const PAGE = 1_000
/** With more unread images than this, those after the first page are read in storage order. */
const MANY = 4_000
/** Skipping a message without images costs a few hundredths of reading an image individually. */
const MOST_MESSAGES_PER_IMAGE = 20

export interface ReadPage {
  readonly images: readonly GalleryImage[]
  readonly isLast: boolean
}

/**
 * Yields all images read so far, after each page. `known`: images read before; only new ones are read, and deleted ones
 * are dropped.
 */
export async function* readImages(
  gallery: Pick<
    Data['gallery'],
    'listNewest' | 'listIds' | 'listInputs' | 'listDeleted' | 'read' | 'readAll' | 'countMessages'
  >,
  known: readonly GalleryImage[],
): AsyncGenerator<ReadPage, void, void> {
  const first = known.length === 0 ? await readFirst(gallery) : []
  if (first.length > 0) yield { images: first, isLast: false }
  const [ids, inputs, deleted] = await Promise.all([gallery.listIds(), gallery.listInputs(), gallery.listDeleted()])
  // Some images outlive their chat: reading them again finds those.
  const left = [...known, ...first].filter(
    ({ image, chatId }) => !deleted.images.has(image.attachmentId) && !deleted.chats.has(chatId),
  )
  const images = new Map(left.map((image) => [image.image.attachmentId, withUse(image, inputs)]))
  // Unread images come after the read ones, unless newer ones arrived in between.
  const arrange = (): readonly GalleryImage[] => ids.flatMap((id) => images.get(id) ?? [])
  const add = (rows: readonly GalleryRow[]): void => {
    for (const row of rows) images.set(row.attachment.id, toImage(row, inputs))
  }
  const unread = ids.filter((id) => !images.has(id))
  const asTheyLie = unread.length > MANY && (await gallery.countMessages()) < MOST_MESSAGES_PER_IMAGE * unread.length
  const byDate = asTheyLie ? unread.slice(0, PAGE) : unread
  for (let start = 0; start < byDate.length; start += PAGE) {
    add(await gallery.read(byDate.slice(start, start + PAGE)))
    if (asTheyLie || start + PAGE < byDate.length) yield { images: arrange(), isLast: false }
  }
  if (asTheyLie) {
    const wanted = new Set(unread)
    for await (const rows of gallery.readAll()) add(rows.filter(({ attachment }) => wanted.has(attachment.id)))
  }
  yield { images: arrange(), isLast: true }
}

/**
 * Reads the first page without waiting for the list of all images; empty if that page would be all of them. Whether an
 * image was edited is known from the next page on.
 */
async function readFirst(gallery: Pick<Data['gallery'], 'listNewest' | 'read'>): Promise<readonly GalleryImage[]> {
  const ids = await gallery.listNewest(FIRST_PAGE)
  if (ids.length < FIRST_PAGE) return []
  return (await gallery.read(ids)).map((row) => toImage(row, NO_INPUTS))
}

const NO_INPUTS: ReadonlySet<AttachmentId> = new Set()

function withUse(image: GalleryImage, inputs: ReadonlySet<AttachmentId>): GalleryImage {
  const isEdited = inputs.has(image.image.attachmentId)
  return image.isEdited === isEdited ? image : { ...image, isEdited }
}

function toImage({ attachment, answer, prompt }: GalleryRow, inputs: ReadonlySet<AttachmentId>): GalleryImage {
  const { id, createdAt, rating, collections } = attachment
  return {
    image: toStoredImage(attachment),
    prompt,
    recipe: undefined,
    messageId: answer.id,
    questionId: answer.parentId,
    chatId: answer.chatId,
    createdAt,
    model: answer.model,
    rating: readRating(rating),
    collections: readCollections(collections),
    isEdited: inputs.has(id),
  }
}
