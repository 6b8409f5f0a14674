import { useMemo } from 'react'
import type { RecipeFacts } from '@shared/recipe/recipe'
import type { StoredImage } from '@shared/run'
import { recipeFactsOf } from '../recipe-facts'
import { visibleMessages } from '../selectors'
import { useChatStore } from '../use-chat-store'

export interface ChatPicture {
  readonly image: StoredImage
  readonly prompt: string
  readonly recipe: RecipeFacts | undefined
}

/** Every picture of the conversation on screen, in its order. */
export function usePictures(): readonly ChatPicture[] {
  const messages = useChatStore(visibleMessages)
  return useMemo(
    () =>
      messages.flatMap((message) =>
        message.role === 'assistant'
          ? message.images.map((image, index) => ({
              image,
              prompt: message.prompt ?? '',
              recipe: recipeFactsOf(message, index),
            }))
          : [],
      ),
    [messages],
  )
}
