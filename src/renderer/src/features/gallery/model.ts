/** What the gallery is about: every image that an answer made, of every chat. */
import type { ModelId } from '@shared/catalogue'
import type { ChatId, MessageId } from '@shared/ids'
import type { ShownImage } from '@/images/use-image-actions'
import type { Rating } from '@/images/rating'

export interface GalleryImage extends ShownImage {
  readonly messageId: MessageId
  /** What its answer answers: versions of an image have it in common. */
  readonly questionId: MessageId
  readonly chatId: ChatId
  readonly createdAt: number
  readonly model: ModelId
  /** Undefined: not rated. */
  readonly rating: Rating | undefined
  /** By name. */
  readonly collections: readonly string[]
  /** Something was made from it: it was attached to a question. */
  readonly isEdited: boolean
}

/** How far the images have been read. */
export type Reading =
  | { readonly status: 'reading' }
  /** The rest follows. */
  | { readonly status: 'some' }
  | { readonly status: 'all' }
  | { readonly status: 'failed' }
