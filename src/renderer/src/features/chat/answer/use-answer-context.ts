import { findModel } from '@shared/catalogue'
import type { AttachmentId } from '@shared/ids'
import type { ContextActions } from '@/bridge/use-context-menu'
import type { ImageActions } from '@/images/use-image-actions'
import { copyText } from '@/lib/copy-text'
import { useTranslation } from '@/i18n/use-translation'
import { findAsked } from '../find-asked'
import { listAnswerImages, readAnswerText } from '../answer-content'
import type { AssistantMessage } from '../model'
import { useChatStoreApi } from '../use-chat-store'
import { useWindowActions, type WindowActions } from '../window-actions'
import { readAnswerCopy } from './copy-answer'
import { useAskAgain } from './use-ask-again'

/** What the context menu of an answer holds. `branch`: where it can be branched. */
export function useAnswerContext(branch?: () => void): (message: AssistantMessage) => ContextActions {
  const { t } = useTranslation()
  const store = useChatStoreApi()
  const askAgain = useAskAgain()
  const { reuse, focusComposer, showDetails } = useWindowActions()
  return (message) => {
    const { id, status, kind, prompt } = message
    const text = readAnswerText(message)
    // A removed model cannot be asked again.
    const again = findModel(message.model) ? () => askAgain(id) : null
    const stop = (): void => {
      store.getState().stop(id)
      focusComposer()
    }
    return {
      ...(status === 'streaming' && { stop }),
      ...((status === 'failed' || status === 'cancelled') && { retry: again }),
      ...(kind === 'text' &&
        text !== '' && { 'copy-answer': () => void copyText(readAnswerCopy(message, t('sources.title'))) }),
      ...(prompt && {
        'copy-prompt': () => void copyText(prompt),
        'use-prompt': () => reuse(findAsked(message, store.getState().messages)),
      }),
      ...(branch && { 'branch-chat': branch }),
      ...(status === 'done' && { regenerate: again, ...(kind === 'text' && { details: () => showDetails(id) }) }),
    }
  }
}

/** What the context menu of one of its images holds. `branch`: as above. Without its file an image cannot be copied, saved or shown. */
export function useImageContext(
  branch?: () => void,
): (message: AssistantMessage, id: AttachmentId, actions: ImageActions | undefined) => ContextActions {
  const answerContext = useAnswerContext(branch)
  const { showDetails, editImage, exportImages } = useWindowActions()
  return (message, id, actions) => ({
    'edit-image': getEdit(message, id, actions && editImage),
    ...getFileContext(actions),
    'export-images': actions ? () => exportImages(message.id) : null,
    ...answerContext(message),
    details: () => showDetails(message.id, id),
  })
}

function getEdit(
  message: AssistantMessage,
  id: AttachmentId,
  editImage: WindowActions['editImage'] | undefined,
): (() => void) | null {
  const image = listAnswerImages(message).find(({ attachmentId }) => attachmentId === id)
  return image && editImage ? () => editImage(image, message.model) : null
}

/** What any image's context menu holds. */
export function getFileContext(actions: ImageActions | undefined): ContextActions {
  return {
    'copy-image': actions?.copy ?? null,
    'save-image': actions?.save ?? null,
    'show-in-folder': actions?.reveal ?? null,
    ...(actions?.copyLink && { 'copy-image-link': actions.copyLink }),
  }
}
