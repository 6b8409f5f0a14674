import { useMemo } from 'react'
import type { ShownImage } from '@/images/use-image-actions'
import { findInputs, listAnswerImages } from '../answer-content'
import type { AssistantMessage } from '../model'
import { recipeFactsOf } from '../recipe-facts'
import { visibleMessages } from '../selectors'
import { useChatStore } from '../use-chat-store'

export interface ChatImage extends ShownImage {
  readonly message: AssistantMessage
}

/** Every image of the conversation on screen, in its order. */
export function useChatImages(): readonly ChatImage[] {
  const messages = useChatStore(visibleMessages)
  const all = useChatStore((state) => state.messages)
  return useMemo(
    () =>
      messages.flatMap((message) =>
        message.role === 'assistant'
          ? listAnswerImages(message).map((image, index) => ({
              image,
              message,
              prompt: message.prompt ?? '',
              recipe: recipeFactsOf(message, index, findInputs(all, message)),
            }))
          : [],
      ),
    [messages, all],
  )
}
