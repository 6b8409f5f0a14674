import { useCallback, useEffect, useState, type KeyboardEvent, type MouseEvent } from 'react'
import { isComposite } from '@shared/ids'
import { findImageModel } from '@shared/catalogue'
import type { Preview, StoredImage } from '@shared/answer'
import { arrangeRows, measureRows, NARROW_VIEW, splitRows, WIDE_VIEW } from '@/images/arrange-rows'
import { FinalImage } from '@/images/FinalImage'
import { ImageBar } from '@/images/ImageBar'
import { ImageFrame, Sheen } from '@/images/ImageFrame'
import { BrokenImage } from '@/images/BrokenImage'
import { MissingImage } from '@/images/MissingImage'
import { PreviewLayers } from '@/images/PreviewLayers'
import { CHAT_EDGE } from '@/images/thumbnails/choose-size'
import { onMade } from '@/images/thumbnails/made'
import { toContextMenu } from '@/images/menu/image-menu'
import { useImageActions, type ImageActions } from '@/images/use-image-actions'
import { useContextMenu } from '@/bridge/use-context-menu'
import { useTranslation } from '@/i18n/use-translation'
import { classNames } from '@/lib/class-names'
import { isShortcut } from '@/lib/format-shortcut'
import { useMedia } from '@/ui/use-media'
import { findInputs, listAnswerImages } from '../answer-content'
import type { AssistantMessage, StreamingAnswer } from '../model'
import { collectRecipeFacts } from '../recipe-facts'
import { repairSize } from '../repair-size'
import { useBranch } from '../use-branch'
import { useChatStore, useChatStoreApi } from '../use-chat-store'
import { useWindowActions } from '../window-actions'
import { DeletedImage } from './DeletedImage'
import { Elapsed } from './Elapsed'
import { imageSize } from './image-size'
import { StopButton } from './StopButton'
import { useAnswerImageMenu } from './use-image-menu'

/** Between images in the same view, in pixels. */
const GAP = 8

interface ImageAnswerProps {
  readonly message: AssistantMessage
  /** The position of the first one among all images of the answer, from 0. */
  readonly first: number
  /** At least 1. */
  readonly count: number
}

/**
 * Consecutive images of an answer, from skeleton to final file. One element for all states, so that an image stays in
 * place while it gets sharper. Several images share one view in rows.
 */
export function ImageAnswer({ message, first, count }: ImageAnswerProps) {
  const { t } = useTranslation()
  const streaming = message.status === 'streaming'
  const narrow = useMedia('(max-width: 639px)')
  const cells = Array.from({ length: count }, (_, position) => {
    const index = first + position
    const { width, height } = imageSize(message, index)
    return { index, ratio: width / height }
  })
  const ratios = cells.map(({ ratio }) => ratio)
  const rows = arrangeRows(ratios, narrow ? NARROW_VIEW : WIDE_VIEW)
  return (
    <div
      role={streaming ? 'status' : undefined}
      aria-label={streaming ? t('answer.generatingImage') : undefined}
      style={{ '--ratio': measureRows(rows, ratios), '--gaps': `${(rows.length - 1) * GAP}px`, gap: GAP }}
      className="image-box relative flex flex-col"
    >
      {splitRows(rows, cells).map((row, index) => (
        <div key={index} style={{ gap: GAP }} className="flex" data-first-row={index === 0 || undefined}>
          {row.map((cell) => (
            // Flex-grow values that sum to less than 1 would leave part of the row empty.
            <div key={cell.index} style={{ flex: `${cell.ratio * 100} 1 0` }} className="min-w-0">
              <ImageCell message={message} index={cell.index} edge={findEdge(cell, row)} />
            </div>
          ))}
        </div>
      ))}
      {streaming && <Progress message={message} />}
    </div>
  )
}

interface ImageCellProps {
  readonly message: AssistantMessage
  readonly index: number
  /** The maximum length of the longer edge, in CSS pixels. */
  readonly edge: number
}

function ImageCell({ message, index, edge }: ImageCellProps) {
  const { t } = useTranslation()
  const streaming = message.status === 'streaming'
  // Seen while it was being made: the final image then fades in over the last preview instead of appearing abruptly.
  const [arriving] = useState(streaming)
  const [settled, setSettled] = useState(!arriving)
  const settle = useCallback(() => setSettled(true), [])
  const image = listAnswerImages(message)[index]
  const preview = usePreview(message, index, settled)
  const expected = Math.max(1, message.options?.previews ?? 1)
  return (
    <ImageFrame size={imageSize(message, index)}>
      {streaming && !preview && <Sheen />}
      {preview && <PreviewLayers preview={preview} expected={expected} alt={image ? '' : t('image.preview')} />}
      {image?.isDeleted && <DeletedImage id={image.attachmentId} />}
      {image && !image.isDeleted && (
        <StoredCell message={message} image={image} index={index} edge={edge} arriving={arriving} onShown={settle} />
      )}
    </ImageFrame>
  )
}

interface Cell {
  readonly index: number
  /** Width divided by height. */
  readonly ratio: number
}

/** A row is at most as wide as the column. An image that's taller than wide is also limited by the window. */
function findEdge({ ratio }: Cell, row: readonly Cell[]): number {
  const width = (CHAT_EDGE * ratio) / row.reduce((sum, cell) => sum + cell.ratio, 0)
  return Math.min(Math.max(width, width / ratio), CHAT_EDGE)
}

/** The newest preview while the answer streams, then the last one until the image has covered it. */
function usePreview(message: AssistantMessage, index: number, settled: boolean): Preview | undefined {
  const newest = message.status === 'streaming' && index === 0 ? message.preview : undefined
  const [last, setLast] = useState(newest)
  if (newest && newest !== last) setLast(newest)
  return settled ? undefined : (newest ?? last)
}

interface StoredCellProps extends ImageCellProps {
  readonly image: StoredImage
  readonly arriving: boolean
  readonly onShown: () => void
}

/** A finished image, with its actions. */
function StoredCell({ message, image, index, edge, arriving, onShown }: StoredCellProps) {
  const { t } = useTranslation()
  const { viewImage, showDetails, editImage, paintMask } = useWindowActions()
  const chat = useChatStoreApi()
  const [missing, setMissing] = useState(false)
  const [broken, setBroken] = useState(false)
  useEffect(() => {
    if (!missing) return
    // Downloaded again in the gallery or the lightbox.
    return onMade((hash) => {
      if (hash === image.hash) setMissing(false)
    })
  }, [missing, image.hash])
  const prompt = message.prompt ?? ''
  const inputs = useChatStore((state) => findInputs(state.messages, message))
  const actions = useImageActions({ image, prompt, recipe: collectRecipeFacts(message, index, inputs) })
  const imageMenu = useAnswerImageMenu(undefined, useBranch(message.id))
  const showContextMenu = useContextMenu()
  const openContextMenu = (event: MouseEvent, possible: ImageActions | undefined): void => {
    const menu = toContextMenu(imageMenu(message, image, possible), t)
    showContextMenu(event, menu.actions, menu.labels)
  }
  if (missing) {
    return (
      <div onContextMenu={(event) => openContextMenu(event, undefined)} className="contents">
        <MissingImage image={image} prompt={prompt} onRestored={() => setMissing(false)} />
        <ImageBar menu={() => imageMenu(message, image, undefined)} />
      </div>
    )
  }
  if (broken) {
    return (
      <>
        <BrokenImage prompt={prompt} onSave={actions.save} />
        <ImageBar menu={() => imageMenu(message, image, undefined)} />
      </>
    )
  }
  const handleKey = (event: KeyboardEvent): void => {
    if (isShortcut(event, 'c') && (document.getSelection()?.isCollapsed ?? true)) actions.copy()
    else if (isShortcut(event, 's')) actions.save()
    else if (isShortcut(event, 'i')) showDetails(message.id, image.attachmentId)
    else return
    event.preventDefault()
  }
  return (
    <div
      data-attachment-id={image.attachmentId}
      onKeyDown={handleKey}
      onContextMenu={(event) => openContextMenu(event, actions)}
      className="contents"
    >
      <FinalImage
        image={image}
        prompt={prompt}
        edge={edge}
        arriving={arriving}
        onShown={onShown}
        onMeasured={(size) => repairSize(chat, message.id, image.attachmentId, size)}
        onOpen={() => viewImage(image.attachmentId)}
        onMissing={() => setMissing(true)}
        onBroken={() => setBroken(true)}
        onDragOut={actions.dragOut}
      />
      {isComposite(image.attachmentId) && (
        <span title={t('mask.composedHint')} className={classNames(CHIP_PLACE, 'top-2.5 left-2.5')}>
          {t('mask.composed')}
        </span>
      )}
      <ImageBar
        actions={actions}
        onEdit={() => editImage(image, message.model)}
        onPaintMask={() => paintMask(image, message.model)}
        menu={() => imageMenu(message, image, actions)}
      />
    </div>
  )
}

const CHIP_PLACE = 'absolute z-10 flex h-6 items-center rounded-sm border border-line bg-surface-raised px-2 text-12'

const CHIP =
  'absolute bottom-2.5 z-10 flex h-7 items-center gap-1.5 rounded-sm border border-line bg-surface-raised px-2 text-12'

/** Elapsed time and Stop, at the bottom edge. */
function Progress({ message }: { readonly message: StreamingAnswer }) {
  const { t } = useTranslation()
  const isDemo = findImageModel(message.model)?.service === 'demo'
  const { waits, jobsAhead = 0 } = message
  return (
    <>
      <div className={classNames(CHIP, 'left-2.5 text-text-muted')}>
        <span>
          {jobsAhead > 0
            ? t('answer.jobsAhead', { count: jobsAhead })
            : t(waits ? 'answer.waiting' : isDemo ? 'answer.drawing' : 'answer.generating')}
        </span>
        <Elapsed since={message.startedAt ?? message.createdAt} />
      </div>
      {message.kind === 'image' && (
        <StopButton
          id={message.id}
          className={classNames(CHIP, 'right-2.5 font-medium text-text hover:bg-surface-field')}
        />
      )}
    </>
  )
}
