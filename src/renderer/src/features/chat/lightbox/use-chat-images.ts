import { useMemo } from 'react'
import type { AttachmentId, MessageId } from '@shared/ids'
import { useTranslation } from '@/i18n/use-translation'
import type { ShownImage } from '@/images/use-image-actions'
import { findInputs, listAnswerImages } from '../answer-content'
import type { AssistantMessage, Conversation } from '../model'
import { collectRecipeFacts } from '../recipe-facts'
import { nameInputs } from '../name-inputs'
import { visibleMessages } from '../selectors'
import { shownMessages } from '../shown'
import { useChatStore } from '../use-chat-store'

export interface ChatImage extends ShownImage {
  /** Absent for an image that was attached to a question. */
  readonly message?: AssistantMessage
}

/** Every image of the answers on screen, in order; if `shown` isn't among them, the images of its question. */
export function useChatImages(shown: AttachmentId): readonly ChatImage[] {
  const answers = useAnswerImages()
  const inputs = useQuestionImages(shown)
  return answers.some(({ image }) => image.attachmentId === shown) ? answers : inputs
}

/**
 * The message on screen that shows an image: preferably the answer that made it, otherwise a question it's attached to.
 */
export function findShowing(state: Conversation, id: AttachmentId): MessageId | undefined {
  const messages = shownMessages(state)
  const isIn = (images: readonly { readonly attachmentId: AttachmentId }[]): boolean =>
    images.some(({ attachmentId }) => attachmentId === id)
  const answer = messages.find((message) => message.role === 'assistant' && isIn(listAnswerImages(message)))
  return (answer ?? messages.find((message) => message.role === 'user' && isIn(message.inputs)))?.id
}

function useAnswerImages(): readonly ChatImage[] {
  const messages = useChatStore(shownMessages)
  const all = useChatStore((state) => state.messages)
  return useMemo(
    () =>
      messages.flatMap((message) =>
        message.role === 'assistant'
          ? listAnswerImages(message).flatMap((image, index) =>
              image.isDeleted
                ? []
                : [
                    {
                      image,
                      message,
                      prompt: message.prompt ?? '',
                      recipe: collectRecipeFacts(message, index, findInputs(all, message)),
                    },
                  ],
            )
          : [],
      ),
    [messages, all],
  )
}

function useQuestionImages(shown: AttachmentId): readonly ChatImage[] {
  const { t } = useTranslation()
  const messages = useChatStore(visibleMessages)
  return useMemo(() => {
    const questions = messages.flatMap((message) => (message.role === 'user' ? [message.inputs] : []))
    const inputs = questions.find((images) => images.some(({ attachmentId }) => attachmentId === shown)) ?? []
    return nameInputs(inputs, t).map(({ image, name }) => ({
      image: { ...image, upload: { state: 'local' } },
      prompt: name,
      recipe: undefined,
    }))
  }, [messages, shown, t])
}
