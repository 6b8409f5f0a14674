import { useEffect, useRef, useState, type KeyboardEvent, type MouseEvent, type ReactNode } from 'react'
import type { AttachmentId } from '@shared/ids'
import { useContextMenu } from '@/bridge/use-context-menu'
import { useTranslation } from '@/i18n/use-translation'
import { isShortcut } from '@/lib/format-shortcut'
import { Dialog } from '@/ui/Dialog'
import { toContextMenu, type ImageMenu } from '../menu/image-menu'
import { useImageActions, type ImageActions, type ShownImage } from '../use-image-actions'
import { LightboxBar } from './LightboxBar'
import { LightboxStage } from './LightboxStage'
import { useLoadingAhead } from './use-loading-ahead'
import '@/i18n/later'

export interface LightboxProps<Image extends ShownImage> {
  /** Identified by attachment: two of them may have the same bytes. */
  readonly images: readonly Image[]
  readonly shown: AttachmentId
  readonly onShow: (id: AttachmentId) => void
  readonly onClose: () => void
  /** Continues with an image in the message box. Absent where no image can be edited. */
  readonly onEdit?: (image: Image) => void
  readonly onPaintMask?: (image: Image) => void
  /** Renders the side panel: the details of an image and additional actions. */
  readonly renderPanel: (image: Image) => ReactNode
  /** Handles keys of the page before those of the lightbox. Returns true if it handled the key. */
  readonly onKey?: (event: KeyboardEvent, image: Image) => boolean
  /** Renders additional tools. */
  readonly renderTools?: (image: Image) => ReactNode
  /** Lists all actions. `actions` is undefined if the file is missing. */
  readonly menu: (image: Image, actions: ImageActions | undefined) => ImageMenu
}

/** Shows one of several images, as large as the window. */
export function Lightbox<Image extends ShownImage>(props: LightboxProps<Image>) {
  const { images, shown, onShow, onClose, renderPanel, onEdit, onPaintMask } = props
  const { onKey, renderTools } = props
  const showContextMenu = useContextMenu()
  const listMenu = (image: Image, actions: ImageActions | undefined): ImageMenu => ({
    ...props.menu(image, actions),
    details: () => setHasPanel(true),
  })
  const { t } = useTranslation()
  const [hasPanel, setHasPanel] = useState(false)
  const root = useRef<HTMLDivElement>(null)
  useEffect(() => root.current?.focus(), [])
  const index = images.findIndex(({ image }) => image.attachmentId === shown)
  const current = images[index]
  useLoadingAhead([images[index + 1], images[index - 1]])
  const show = (position: number): void => {
    const next = images[position]
    if (next) onShow(next.image.attachmentId)
  }
  const handleKey = (event: KeyboardEvent): void => {
    if (event.defaultPrevented) return
    if (current && onKey?.(event, current)) return event.preventDefault()
    if (event.key === 'ArrowLeft') show(index - 1)
    else if (event.key === 'ArrowRight') show(index + 1)
    else if (event.key === ' ' && !isOnControl(event)) onClose()
    else if (isShortcut(event, 'i')) setHasPanel(!hasPanel)
    else return
    event.preventDefault()
  }
  return (
    <Dialog label={t('lightbox.title')} onDismiss={onClose} className="size-full bg-surface">
      {/* Has the focus at first, so that keys apply to the image and not to a button. */}
      <div
        ref={root}
        tabIndex={-1}
        data-focus-home
        onKeyDown={handleKey}
        className="flex h-full flex-col focus-visible:outline-none"
      >
        <LightboxBar
          title={current?.prompt}
          index={index}
          count={images.length}
          hasPanel={hasPanel}
          onShow={show}
          onTogglePanel={() => setHasPanel(!hasPanel)}
          onClose={onClose}
        />
        {current && (
          <div className="flex min-h-0 grow flex-col narrow:flex-row">
            {/* Keyed, so that each image starts fitted. */}
            <CurrentImage
              key={shown}
              current={current}
              hasZoomKeys={onKey === undefined}
              tools={renderTools?.(current)}
              menu={(actions) => listMenu(current, actions)}
              onEdit={onEdit && (() => onEdit(current))}
              onPaintMask={onPaintMask && (() => onPaintMask(current))}
              onContextMenu={(event, actions) => {
                const menu = toContextMenu(listMenu(current, actions), t)
                showContextMenu(event, menu.actions, menu.labels)
              }}
              onClose={onClose}
            />
            {hasPanel && (
              <aside
                aria-label={t('details.title')}
                className="scroll-slim shrink-0 overflow-x-hidden border-line max-narrow:max-h-[45%] max-narrow:border-t narrow:w-85 narrow:border-l"
              >
                {renderPanel(current)}
              </aside>
            )}
          </div>
        )}
      </div>
    </Dialog>
  )
}

interface CurrentImageProps {
  readonly current: ShownImage
  readonly hasZoomKeys: boolean
  readonly tools: ReactNode
  readonly menu: (actions: ImageActions | undefined) => ImageMenu
  readonly onEdit: (() => void) | undefined
  readonly onPaintMask: (() => void) | undefined
  readonly onContextMenu: (event: MouseEvent, actions: ImageActions | undefined) => void
  readonly onClose: () => void
}

function CurrentImage({ current, ...rest }: CurrentImageProps) {
  return <LightboxStage current={current} actions={useImageActions(current)} {...rest} />
}

/** Whether the space bar activates the focused element. */
function isOnControl({ target }: KeyboardEvent): boolean {
  return target instanceof Element && target.closest('button, a, summary, [role=menu]') !== null
}
