import { useTranslation } from '@/i18n/use-translation'
import { AtSign } from 'lucide-react'
import { useEffect } from 'react'
import type { AttachmentId, MessageId } from '@shared/ids'
import { Lightbox } from '@/images/lightbox/Lightbox'
import { revealMessage } from '../conversation/list/reveal'
import { useChatStoreApi } from '../use-chat-store'
import { useWindowActions } from '../window-actions'
import { findShowing, useChatImages } from './use-chat-images'
import { useDescribeItems } from '../answer/use-describe-items'
import { useImageTools } from '../answer/use-image-tools'
import { useMarkItems } from '../answer/use-mark-items'
import { useImagePlaces, usePromptItems } from '../answer/prompt-items'
import { getFileContext, useImageContext } from '../answer/use-answer-context'
import { DetailsContent, FileDetails } from '../details/DetailsContent'
import { DetailsActions } from '../details/DetailsActions'

interface ChatLightboxProps {
  readonly shown: AttachmentId
  readonly onShow: (id: AttachmentId) => void
  readonly onClose: () => void
}

/** The images of the open chat, one at a time and as large as the window. */
export function ChatLightbox({ shown, onShow, onClose }: ChatLightboxProps) {
  const images = useChatImages(shown)
  const store = useChatStoreApi()
  const promptItems = usePromptItems()
  const describe = useDescribeItems()
  const marks = useMarkItems()
  const tools = useImageTools()
  const places = useImagePlaces()
  const { t } = useTranslation()
  const { editImage, paintMask, openReferences } = useWindowActions()
  const imageContext = useImageContext()
  const isGone = images.every(({ image }) => image.attachmentId !== shown)
  useEffect(() => {
    if (isGone) onClose()
  }, [isGone, onClose])
  const inChat = (act: (() => void) | null | undefined): (() => void) | null =>
    act
      ? () => {
          onClose()
          act()
        }
      : null
  return (
    <Lightbox
      images={images}
      shown={shown}
      onShow={onShow}
      onClose={() => {
        onClose()
        returnToThumbnail(shown, findShowing(store.getState(), shown))
      }}
      onEdit={({ image, message }) => {
        onClose()
        editImage(image, message?.model)
      }}
      onPaintMask={({ image, message }) => paintMask(image, message?.model)}
      more={({ message, image }) => [
        ...marks(image, message?.model),
        ...describe(image, onClose),
        { label: t('references.save'), icon: AtSign, onChoose: () => openReferences(image.attachmentId) },
        ...tools(image, onClose),
        ...(message ? [...promptItems(message, onClose), ...places(message, image.attachmentId)] : []),
      ]}
      contextActions={({ message, image }, actions) => {
        if (!message) return { 'edit-image': inChat(actions && (() => editImage(image))), ...getFileContext(actions) }
        const context = imageContext(message, image.attachmentId, actions)
        return {
          ...context,
          // These go on in the chat.
          'edit-image': inChat(context['edit-image']),
          'use-prompt': inChat(context['use-prompt']),
          regenerate: inChat(context.regenerate),
        }
      }}
      renderPanel={({ message, image }) =>
        message ? (
          <>
            <DetailsContent message={message} image={image} />
            <DetailsActions message={message} onDone={onClose} />
          </>
        ) : (
          <FileDetails image={image} />
        )
      }
    />
  )
}

/**
 * Another image than the one that was opened may be shown by now: the eye is there, so the focus goes there as well. An image
 * may be on screen twice: where an answer made it, and where it's attached to a question.
 */
function returnToThumbnail(id: AttachmentId, messageId: MessageId | undefined): void {
  requestAnimationFrame(() => {
    const find = (): HTMLElement[] => [...document.querySelectorAll<HTMLElement>(`[data-thumbnail="${id}"]`)]
    // One that was gone to with the arrow keys may be too far out of view to be in the page.
    if (find().length === 0 && messageId) revealMessage(messageId)
    const thumbnails = find()
    const thumbnail = thumbnails.find((candidate) => candidate === document.activeElement) ?? thumbnails[0]
    if (!thumbnail) return
    thumbnail.focus({ preventScroll: true })
    thumbnail.scrollIntoView({ block: 'nearest' })
  })
}
