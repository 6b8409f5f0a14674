import { findModel } from '@shared/catalogue'
import type { AttachmentId, MessageId } from '@shared/ids'
import { listAnswerImages } from '@/features/chat/answer-content'
import type { AssistantMessage, ChatState } from '@/features/chat/model'
import { activeRuns, visibleMessages } from '@/features/chat/selectors'
import { shownMessages } from '@/features/chat/shown'

/** What the commands of the menu mean: in a menu nothing is pointed at. */
export interface AnswerTargets {
  /** The answer that was asked for last. */
  readonly stop: MessageId | undefined
  readonly stopAll: readonly MessageId[]
  /** The answer that the chat goes on with. */
  readonly regenerate: MessageId | undefined
  /** The image that has the focus, else the last one on screen. */
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

/** The image in the conversation that the keyboard is on. */
export function findFocusedImage(): AttachmentId | undefined {
  return document.activeElement?.closest<HTMLElement>('[data-attachment-id]')?.dataset['attachmentId'] as
    AttachmentId | undefined
}
