/** Reads the images of all chats, newest first: a first page at once, the rest a page at a time. */
import type { AttachmentId } from '@shared/ids'
import type { Data } from '@/data'
import type { GalleryRow } from '@/data/gallery-repository'
import { readRating } from '@/images/rating'
import { readCollections } from './collections'
import type { GalleryImage } from './model'

/** More than a large window shows. */
const FIRST_PAGE = 120
/** A few tens of milliseconds of the database, in which the page can scroll. */
const PAGE = 1_000

export interface ReadPage {
  readonly images: readonly GalleryImage[]
  /** How many there may be, with those that no answer made. */
  readonly total: number
  readonly isLast: boolean
}

/**
 * Yields all images that can be shown so far, after each page. `known`: what was read before; only what is new is read,
 * and what has gone is left out.
 */
export async function* readImages(
  gallery: Pick<Data['gallery'], 'listIds' | 'listInputs' | 'listDeleted' | 'read'>,
  known: readonly GalleryImage[],
): AsyncGenerator<ReadPage, void, void> {
  const [ids, inputs, deleted] = await Promise.all([gallery.listIds(), gallery.listInputs(), gallery.listDeleted()])
  // Some images outlive their chat: reading them again tells which.
  const left = known.filter(
    ({ image, chatId }) => !deleted.images.has(image.attachmentId) && !deleted.chats.has(chatId),
  )
  const images = new Map(left.map((image) => [image.image.attachmentId, withUse(image, inputs)]))
  const unread = ids.filter((id) => !images.has(id))
  let size = FIRST_PAGE
  let start = 0
  do {
    for (const row of await gallery.read(unread.slice(start, start + size))) {
      images.set(row.attachment.id, toImage(row, inputs))
    }
    start += size
    size = PAGE
    const isLast = start >= unread.length
    // Those that aren't read yet are behind, except where something came in between.
    yield { images: ids.flatMap((id) => images.get(id) ?? []), total: ids.length, isLast }
  } while (start < unread.length)
}

function withUse(image: GalleryImage, inputs: ReadonlySet<AttachmentId>): GalleryImage {
  const isEdited = inputs.has(image.image.attachmentId)
  return image.isEdited === isEdited ? image : { ...image, isEdited }
}

function toImage({ attachment, answer, prompt }: GalleryRow, inputs: ReadonlySet<AttachmentId>): GalleryImage {
  const { id, hash, format, width, height, bytes, createdAt, revisedPrompt, rating } = attachment
  const { uploadState, url } = attachment
  return {
    image: {
      attachmentId: id,
      hash,
      format,
      width,
      height,
      bytes,
      ...(revisedPrompt !== undefined && { revisedPrompt }),
      // A link is all that the gallery needs of it.
      upload: uploadState === 'uploaded' && url !== undefined ? { state: 'uploaded', url } : { state: 'local' },
    },
    prompt,
    recipe: undefined,
    messageId: answer.id,
    chatId: answer.chatId,
    createdAt,
    model: answer.model,
    rating: readRating(rating),
    collections: readCollections(attachment.collections),
    isEdited: inputs.has(id),
  }
}
