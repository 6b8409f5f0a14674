import { useEffect } from 'react'
import type { AttachmentId } from '@shared/ids'
import { Lightbox } from '@/images/lightbox/Lightbox'
import { useChatImages } from './use-chat-images'
import { usePromptItems } from '../answer/prompt-items'
import { useImageContext } from '../answer/use-answer-context'
import { DetailsContent } from '../details/DetailsContent'
import { DetailsActions } from '../details/DetailsActions'

interface ChatLightboxProps {
  readonly shown: AttachmentId
  readonly onShow: (id: AttachmentId) => void
  readonly onClose: () => void
}

/** The images of the open chat, one at a time and as large as the window. */
export function ChatLightbox({ shown, onShow, onClose }: ChatLightboxProps) {
  const images = useChatImages()
  const promptItems = usePromptItems()
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
        returnToThumbnail(shown)
      }}
      more={({ message }) => promptItems(message, onClose)}
      contextActions={({ message, image }, actions) => {
        const context = imageContext(message, image.attachmentId, actions)
        return {
          ...context,
          // Both go on in the chat.
          'use-prompt': inChat(context['use-prompt']),
          regenerate: inChat(context.regenerate),
        }
      }}
      renderPanel={({ message, image }) => (
        <>
          <DetailsContent message={message} image={image} />
          <DetailsActions message={message} onDone={onClose} />
        </>
      )}
    />
  )
}

/** Another image than the one that was opened may be shown by now: the eye is there, so the focus goes there as well. */
function returnToThumbnail(id: AttachmentId): void {
  requestAnimationFrame(() => {
    const thumbnail = document.querySelector<HTMLElement>(`[data-thumbnail="${id}"]`)
    if (!thumbnail) return
    thumbnail.focus({ preventScroll: true })
    thumbnail.scrollIntoView({ block: 'nearest' })
  })
}
