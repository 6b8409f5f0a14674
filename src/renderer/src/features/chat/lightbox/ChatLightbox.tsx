import { useEffect } from 'react'
import type { AttachmentId, MessageId } from '@shared/ids'
import { Lightbox } from '@/images/lightbox/Lightbox'
import { revealMessage } from '../conversation/list/reveal'
import { useChatStoreApi } from '../use-chat-store'
import { useWindowActions } from '../window-actions'
import { findShowing, useChatImages } from './use-chat-images'
import { useAnswerImageMenu, useImageMenu } from '../answer/use-image-menu'
import { DetailsContent, FileDetails } from '../details/DetailsContent'
import { DetailsActions } from '../details/DetailsActions'

interface ChatLightboxProps {
  readonly shown: AttachmentId
  readonly onShow: (id: AttachmentId) => void
  readonly onClose: () => void
}

/** The images of the open chat, one at a time, filling the window. */
export function ChatLightbox({ shown, onShow, onClose }: ChatLightboxProps) {
  const images = useChatImages(shown)
  const store = useChatStoreApi()
  const { editImage, paintMask } = useWindowActions()
  const imageMenu = useImageMenu(onClose)
  const answerMenu = useAnswerImageMenu(onClose)
  const isGone = images.every(({ image }) => image.attachmentId !== shown)
  useEffect(() => {
    if (isGone) onClose()
  }, [isGone, onClose])
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
      menu={({ message, image }, actions) =>
        message ? answerMenu(message, image, actions) : imageMenu(image, actions)
      }
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
 * Focuses the thumbnail of the last image shown, which may not be the one that was opened, because the user is looking
 * there. An image may be on screen twice: in the answer that made it, and attached to a question.
 */
function returnToThumbnail(id: AttachmentId, messageId: MessageId | undefined): void {
  requestAnimationFrame(() => {
    const find = (): HTMLElement[] => [...document.querySelectorAll<HTMLElement>(`[data-thumbnail="${id}"]`)]
    // An image that was reached with the arrow keys may be too far out of view to be in the page.
    if (find().length === 0 && messageId) revealMessage(messageId)
    const thumbnails = find()
    const thumbnail = thumbnails.find((candidate) => candidate === document.activeElement) ?? thumbnails[0]
    if (!thumbnail) return
    thumbnail.focus({ preventScroll: true })
    thumbnail.scrollIntoView({ block: 'nearest' })
  })
}
