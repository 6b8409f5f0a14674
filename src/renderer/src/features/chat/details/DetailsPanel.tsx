import { X } from 'lucide-react'
import { useEffect, useEffectEvent, useLayoutEffect, useRef, type RefObject } from 'react'
import type { AttachmentId, MessageId } from '@shared/ids'
import type { StoredImage } from '@shared/answer'
import { useTranslation } from '@/i18n/use-translation'
import { isDialogOpen } from '@/lib/focus'
import { IconButton } from '@/ui/IconButton'
import { Thumbnail } from '@/images/thumbnails/Thumbnail'
import { listShownImages } from '../answer-content'
import type { Message } from '../model'
import { shownMessages } from '../shown'
import { useChatStore } from '../use-chat-store'
import { DetailsContent } from './DetailsContent'
import '@/i18n/later'

interface DetailsPanelProps {
  readonly message: MessageId
  readonly image: AttachmentId | undefined
  readonly onShow: (message: MessageId, image?: AttachmentId) => void
  readonly onClose: () => void
}

/** The facts of one answer, next to the conversation, which stays usable. In narrow windows it's a sheet. */
export function DetailsPanel({ message: id, image: imageId, onShow, onClose }: DetailsPanelProps) {
  const { t } = useTranslation()
  const panel = useRef<HTMLDivElement>(null)
  const message = useChatStore((state) => state.messages.get(id))
  // If another version is on screen now, the panel shows its facts instead.
  const shownId = useChatStore((state) => {
    const same = state.messages.get(id)
    const beside = shownMessages(state).filter(({ parentId }) => parentId === same?.parentId)
    const isSame = (other: Message): boolean =>
      other.role === 'assistant' && same?.role === 'assistant' && other.slot === same.slot
    return (beside.find((other) => other.id === id) ?? beside.find(isSame) ?? beside[0])?.id
  })
  useFocusInside(panel, `${id} ${imageId ?? ''}`)
  useEscapeBelow(panel, onClose)
  const isGone = message?.role !== 'assistant' || shownId === undefined
  useEffect(() => {
    if (isGone) onClose()
    else if (shownId !== id) onShow(shownId)
  }, [isGone, shownId, id, onShow, onClose])
  if (isGone) return null
  const images = listShownImages(message)
  const image = images.find(({ attachmentId }) => attachmentId === imageId) ?? images[0]
  return (
    <div
      ref={panel}
      role="dialog"
      aria-label={t('details.title')}
      tabIndex={-1}
      data-focus-home
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.defaultPrevented) return
        event.preventDefault()
        onClose()
      }}
      className="details-panel"
    >
      <div className="flex h-11 shrink-0 items-center justify-between pr-2 pl-4">
        <h2 className="text-13 font-semibold">{t('details.title')}</h2>
        <IconButton icon={X} label={t('details.close')} hintSide="below" size="small" onClick={onClose} />
      </div>
      <div className="scroll-slim min-h-0 grow overflow-x-hidden">
        {images.length > 1 && <ImageChoice images={images} chosen={image} onChoose={(chosen) => onShow(id, chosen)} />}
        <DetailsContent message={message} image={image} />
      </div>
    </div>
  )
}

interface ImageChoiceProps {
  readonly images: readonly StoredImage[]
  readonly chosen: StoredImage | undefined
  readonly onChoose: (id: AttachmentId) => void
}

/** Selects which of several images the panel is about. */
function ImageChoice({ images, chosen, onChoose }: ImageChoiceProps) {
  const { t } = useTranslation()
  return (
    <div role="group" aria-label={t('details.images')} className="flex flex-wrap gap-1.5 px-4 pt-1">
      {images.map((image, index) => (
        <button
          key={image.attachmentId}
          type="button"
          aria-label={t('details.imageNumber', { number: index + 1 })}
          aria-pressed={image === chosen}
          onClick={() => onChoose(image.attachmentId)}
          className="size-10 overflow-hidden rounded-sm border border-line aria-pressed:outline-2 aria-pressed:outline-offset-1 aria-pressed:outline-accent aria-pressed:outline-solid"
        >
          <Thumbnail hash={image.hash} edge={40} alt="" className="size-full object-cover" />
        </button>
      ))}
    </div>
  )
}

/** Closes the panel with Escape when the focus is on something that the panel covers. */
function useEscapeBelow(panel: RefObject<HTMLElement | null>, onClose: () => void): void {
  const close = useEffectEvent(onClose)
  useEffect(() => {
    // Before the window moves the focus to the message box.
    const handleKey = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape' || event.defaultPrevented || isDialogOpen()) return
      if (!(event.target instanceof HTMLElement) || event.target.closest('[popover]')) return
      if (!panel.current || !event.target.matches('button') || !isCovered(event.target, panel.current)) return
      event.preventDefault()
      close()
    }
    document.addEventListener('keydown', handleKey)
    return () => document.removeEventListener('keydown', handleKey)
  }, [panel])
}

function isCovered(element: HTMLElement, panel: HTMLElement): boolean {
  const below = element.getBoundingClientRect()
  const above = panel.getBoundingClientRect()
  const isBeside = below.right <= above.left || below.left >= above.right
  return !panel.contains(element) && !isBeside && below.bottom > above.top && below.top < above.bottom
}

/** Moves the focus into the panel when it opens, and back to where it was when it closes. */
function useFocusInside(panel: RefObject<HTMLElement | null>, subject: string): void {
  useLayoutEffect(() => {
    const before = document.activeElement
    const element = panel.current
    return () => {
      const isInside = element?.contains(document.activeElement) || document.activeElement === document.body
      if (isInside && before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true })
    }
  }, [panel])
  useLayoutEffect(() => panel.current?.focus({ preventScroll: true }), [panel, subject])
}
