/** The gallery's data: every image made by an answer, in any chat. */
import type { ModelId } from '@shared/catalogue'
import type { ChatId, MessageId } from '@shared/ids'
import type { ShownImage } from '@/images/use-image-actions'
import type { Rating } from '@/images/rating'

export interface GalleryImage extends ShownImage {
  readonly messageId: MessageId
  /** The question it answers, which all versions of an image share. */
  readonly questionId: MessageId
  readonly chatId: ChatId
  readonly createdAt: number
  readonly model: ModelId
  /** Undefined: not rated. */
  readonly rating: Rating | undefined
  /** By name. */
  readonly collections: readonly string[]
  /** It was attached to a question, so something was made from it. */
  readonly isEdited: boolean
}

/** How many of the images have been read. */
export type Reading =
  | { readonly status: 'reading' }
  /** The rest is still being read. */
  | { readonly status: 'some' }
  | { readonly status: 'all' }
  | { readonly status: 'failed' }
