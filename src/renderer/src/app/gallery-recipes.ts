import type { RecipeFacts } from '@shared/recipe/recipe'
import { listAnswerImages } from '@/features/chat/answer-content'
import { toMessage } from '@/features/chat/mapping'
import { collectRecipeFacts } from '@/features/chat/recipe-facts'
import type { ChatStore } from '@/features/chat/store'
import type { GalleryImage } from '@/features/gallery/model'

/** What copies of these images may say of themselves, one by one; undefined where the answer is gone. */
export async function readRecipes(
  chat: ChatStore,
  images: readonly GalleryImage[],
): Promise<readonly (RecipeFacts | undefined)[]> {
  const { gallery } = await chat.data()
  return Promise.all(
    images.map(async ({ image, messageId }) => {
      const found = await gallery.findExchange(messageId)
      const answer = found && toMessage(found.answer)
      const question = found && toMessage(found.question)
      if (answer?.role !== 'assistant' || question?.role !== 'user') return undefined
      const index = listAnswerImages(answer).findIndex(({ attachmentId }) => attachmentId === image.attachmentId)
      return index < 0 ? undefined : collectRecipeFacts(answer, index, question.inputs)
    }),
  )
}
