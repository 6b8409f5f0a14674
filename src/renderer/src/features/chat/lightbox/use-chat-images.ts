import { useMemo } from 'react'
import type { ShownImage } from '@/images/use-image-actions'
import type { AssistantMessage } from '../model'
import { collectRecipeFacts } from '../recipe-facts'
import { visibleMessages } from '../selectors'
import { useChatStore } from '../use-chat-store'

export interface ChatImage extends ShownImage {
  readonly message: AssistantMessage
}

/** Every image of the conversation on screen, in its order. */
export function useChatImages(): readonly ChatImage[] {
  const messages = useChatStore(visibleMessages)
  return useMemo(
    () =>
      messages.flatMap((message) =>
        message.role === 'assistant'
          ? message.images.map((image, index) => ({
              image,
              message,
              prompt: message.prompt ?? '',
              recipe: collectRecipeFacts(message, index),
            }))
          : [],
      ),
    [messages],
  )
}
