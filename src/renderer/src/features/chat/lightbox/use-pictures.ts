import { useMemo } from 'react'
import type { StoredImage } from '@shared/run'
import { visibleMessages } from '../selectors'
import { useChatStore } from '../use-chat-store'

export interface ChatPicture {
  readonly image: StoredImage
  readonly prompt: string
}

/** Every picture of the conversation on screen, in its order. */
export function usePictures(): readonly ChatPicture[] {
  const messages = useChatStore(visibleMessages)
  return useMemo(
    () =>
      messages.flatMap((message) =>
        message.role === 'assistant' ? message.images.map((image) => ({ image, prompt: message.prompt ?? '' })) : [],
      ),
    [messages],
  )
}
