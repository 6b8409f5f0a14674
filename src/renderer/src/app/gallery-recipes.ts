import type { StoredImage } from '@shared/answer'
import type { RecipeFacts } from '@shared/recipe/recipe'
import type { InputImage } from '@shared/request'
import { listAnswerImages } from '@/features/chat/answer-content'
import { toMessage } from '@/features/chat/mapping'
import type { AssistantMessage } from '@/features/chat/model'
import { collectRecipeFacts } from '@/features/chat/recipe-facts'
import type { ChatStore } from '@/features/chat/store'
import type { GalleryImage } from '@/features/gallery/model'

/** An image and the answer that made it. */
export interface MadeImage {
  readonly answer: AssistantMessage
  readonly image: StoredImage
  /** Index among the answer's images, from 0. */
  readonly index: number
  readonly inputs: readonly InputImage[]
}

/** Returns what is known about each image; undefined if its answer is gone. */
export async function readMadeImages(
  chat: ChatStore,
  images: readonly GalleryImage[],
): Promise<readonly (MadeImage | undefined)[]> {
  const { gallery } = await chat.data()
  return Promise.all(
    images.map(async ({ image, messageId }) => {
      const found = await gallery.findExchange(messageId)
      const answer = found && toMessage(found.answer)
      const question = found && toMessage(found.question)
      if (answer?.role !== 'assistant' || question?.role !== 'user') return undefined
      const made = listAnswerImages(answer)
      const index = made.findIndex(({ attachmentId }) => attachmentId === image.attachmentId)
      const stored = made[index]
      return stored && { answer, image: stored, index, inputs: question.inputs }
    }),
  )
}

/** Returns the prompt and settings to embed in copies of each image; undefined if its answer is gone. */
export async function readRecipes(
  chat: ChatStore,
  images: readonly GalleryImage[],
): Promise<readonly (RecipeFacts | undefined)[]> {
  const made = await readMadeImages(chat, images)
  return made.map((found) => found && collectRecipeFacts(found.answer, found.index, found.inputs))
}
