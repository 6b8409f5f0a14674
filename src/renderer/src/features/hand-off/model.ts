/** The images to export, from any chats, with their facts. */
import type { StoredImage } from '@shared/answer'
import type { ModelId } from '@shared/catalogue'
import type { RecipeFacts } from '@shared/recipe/recipe'
import type { Rating } from '@/images/rating'

export interface HandOffImage {
  readonly image: StoredImage
  readonly prompt: string
  readonly model: ModelId
  readonly madeAt: number
  /** The title of its chat. Undefined if the chat was deleted. */
  readonly chat: string | undefined
  readonly rating: Rating | undefined
  readonly collections: readonly string[]
}

export interface HandOffSource {
  /** At least one, in numbering order. */
  readonly images: readonly HandOffImage[]
  /** One per image; undefined if its answer was deleted. */
  readonly readRecipes: () => Promise<readonly (RecipeFacts | undefined)[]>
}
