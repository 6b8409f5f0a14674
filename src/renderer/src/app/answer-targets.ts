import { findModel } from '@shared/catalogue'
import type { AttachmentId, MessageId } from '@shared/ids'
import { listAnswerImages } from '@/features/chat/answer-content'
import type { AssistantMessage, ChatState } from '@/features/chat/model'
import { activeRuns, visibleMessages } from '@/features/chat/selectors'
import { shownMessages } from '@/features/chat/shown'

/** What the menu's commands apply to, since a menu command has no element under the pointer. */
export interface AnswerTargets {
  /** The answer requested last. */
  readonly stop: MessageId | undefined
  readonly stopAll: readonly MessageId[]
  /** The answer that the chat continues from. */
  readonly regenerate: MessageId | undefined
  /** The focused image, else the last one on screen. */
  readonly image: { readonly message: AssistantMessage; readonly index: number } | undefined
}

export function findTargets(
  state: Pick<ChatState, 'messages' | 'chosen'>,
  focused: AttachmentId | undefined,
): AnswerTargets {
  const running = activeRuns(state)
  const last = visibleMessages(state).findLast((message) => message.role === 'assistant')
  const answers = shownMessages(state).filter((message): message is AssistantMessage => message.role === 'assistant')
  const images = answers.flatMap((message) =>
    listAnswerImages(message).flatMap(({ attachmentId, isDeleted }, index) =>
      isDeleted ? [] : [{ message, index, attachmentId }],
    ),
  )
  return {
    stop: running.at(-1),
    stopAll: running.length > 1 ? running : [],
    regenerate: last?.status === 'done' && findModel(last.model) ? last.id : undefined,
    image: images.find(({ attachmentId }) => attachmentId === focused) ?? images.at(-1),
  }
}

/** Returns the focused image of the conversation. */
export function findFocusedImage(): AttachmentId | undefined {
  return document.activeElement?.closest<HTMLElement>('[data-attachment-id]')?.dataset['attachmentId'] as
    | AttachmentId
    | undefined
}
