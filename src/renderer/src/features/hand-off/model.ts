/** What is exported: images of any chats, with what is known of them. */
import type { StoredImage } from '@shared/answer'
import type { ModelId } from '@shared/catalogue'
import type { RecipeFacts } from '@shared/recipe/recipe'
import type { Rating } from '@/images/rating'

export interface HandOffImage {
  readonly image: StoredImage
  readonly prompt: string
  readonly model: ModelId
  readonly madeAt: number
  /** The title of its chat. Undefined where it is gone. */
  readonly chat: string | undefined
  readonly rating: Rating | undefined
  readonly collections: readonly string[]
}

export interface HandOffSource {
  /** At least one, in the order in which they are numbered. */
  readonly images: readonly HandOffImage[]
  /** One by one; undefined where the answer is gone. */
  readonly readRecipes: () => Promise<readonly (RecipeFacts | undefined)[]>
}
