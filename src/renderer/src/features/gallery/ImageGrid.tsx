import { useEffect, useEffectEvent, useRef, type DragEvent, type KeyboardEvent, type MouseEvent } from 'react'
import type { AttachmentId } from '@shared/ids'
import { useTranslation } from '@/i18n/use-translation'
import { PLATFORM } from '@/lib/platform'
import { classNames } from '@/lib/class-names'
import {
  listMeant,
  moveTo,
  NO_SELECTION,
  selectOnly,
  selectRange,
  selectSeveral,
  toggle,
  type Selection,
} from '@/lib/selection'
import { findRowByIndex, findVertical, type GridRow } from './arrange-grid'
import { findInArea } from './find-in-area'
import { GridCell } from './GridCell'
import { LassoArea } from './LassoArea'
import type { GalleryImage } from './model'
import { findRatingKey } from './rating-keys'
import { GAP, useGridWindow } from './use-grid-window'
import { useDragOut } from './use-drag-out'
import { useLasso } from './use-lasso'
import { useGallery, useGalleryActions } from './use-gallery'
import { useGalleryImageActions } from './use-image-actions'
import { useRejected } from './use-rejected'

interface ImageGridProps {
  readonly onOpen: (id: AttachmentId) => void
  /** Images to scroll to, such as those an undo has changed. */
  readonly revealed: readonly AttachmentId[]
  readonly onRevealed: () => void
}

/** The images in rows. Only those in view and the focused one are rendered. */
export function ImageGrid({ onOpen, revealed, onRevealed }: ImageGridProps) {
  const { t } = useTranslation()
  const { store } = useGalleryActions()
  const images = useGallery((state) => state.shown)
  const rowHeight = useGallery((state) => state.rowHeight)
  const selection = useGallery((state) => state.selection)
  const folds = useGallery((state) => state.folds)
  const { scroller, inner, rows, ratios, height, first, end, onScroll, scrollToImage, countRowsInView } = useGridWindow(
    images,
    rowHeight,
    store,
  )
  const actions = useGalleryImageActions()
  const drag = useDragOut()
  const dragOut = (image: GalleryImage, event: DragEvent): void => {
    // With Alt, a lasso can start on an image too.
    if (event.altKey) event.preventDefault()
    else drag(event, image)
  }
  const activeIndex = Math.max(
    0,
    images.findIndex(({ image }) => image.attachmentId === selection.active),
  )
  const active = images[activeIndex]?.image.attachmentId
  const hasRejected = useRejected().length > 0
  /** Set by keyboard moves: focus follows once the image is rendered. */
  const moved = useRef(false)
  useEffect(() => {
    // The focused image may be gone, for example deleted.
    const isLost = document.activeElement === document.body && selection.active !== undefined
    if ((!moved.current && !isLost) || active === undefined) return
    moved.current = false
    inner.current?.querySelector<HTMLElement>(`[data-image="${active}"]`)?.focus({ preventScroll: true })
  })

  const listOrder = (): readonly AttachmentId[] => images.map(({ image }) => image.attachmentId)
  const go = (index: number | undefined, extends_: boolean): void => {
    const image = index === undefined ? undefined : images[Math.min(images.length - 1, Math.max(0, index))]
    if (!image) return
    const id = image.image.attachmentId
    moved.current = true
    store.select((was) => (extends_ ? selectRange(was, listOrder(), id) : moveTo(was, id)))
    scrollToImage(images.indexOf(image))
  }
  const reveal = useEffectEvent(() => {
    const first = images.findIndex(({ image }) => revealed.includes(image.attachmentId))
    if (first >= 0) scrollToImage(first)
    onRevealed()
  })
  useEffect(() => {
    if (revealed.length > 0) reveal()
  }, [revealed])
  const handleKey = (event: KeyboardEvent | globalThis.KeyboardEvent): void => {
    if (event.defaultPrevented || event.altKey || active === undefined) return
    const isCommand = PLATFORM === 'darwin' ? event.metaKey : event.ctrlKey
    const chosen = listMeant(selection, active)
    // The first arrow key only shows the current image.
    const isAway = selection.active === undefined && !inner.current?.contains(document.activeElement)
    const vertical = (step: 1 | -1) => findVertical(rows, ratios, activeIndex, step)
    const moves: Readonly<Record<string, () => number | undefined>> = {
      ArrowLeft: () => activeIndex - 1,
      ArrowRight: () => activeIndex + 1,
      ArrowUp: () => vertical(-1),
      ArrowDown: () => vertical(1),
      Home: () => 0,
      End: () => images.length - 1,
      PageUp: () => rows[Math.max(0, findRowByIndex(rows, activeIndex) - countRowsInView())]?.start,
      PageDown: () => rows[Math.min(rows.length - 1, findRowByIndex(rows, activeIndex) + countRowsInView())]?.start,
    }
    const rating = findRatingKey(event)
    if (isAway && event.key.startsWith('Arrow')) go(0, false)
    else if (moves[event.key]) go(moves[event.key]?.(), event.shiftKey)
    else if (event.key === ' ') store.select((was) => toggle(was, active))
    else if (event.key === 'Enter') onOpen(active)
    else if (isCommand && event.key.toLowerCase() === 'a') {
      store.select(() => ({ ids: new Set(listOrder()), active, anchor: active, isApart: false }))
    } else if (event.key === 'Delete' || event.key === 'Backspace') actions.remove(chosen)
    else if (rating?.kind === 'rate') store.rate(chosen, rating.rating)
    else return
    event.preventDefault()
  }
  // Right after the gallery opened, and after using its toolbar, the grid handles keys too.
  const handleKeyAround = useEffectEvent((event: globalThis.KeyboardEvent) => {
    if (isKeyOfGrid(event, scroller.current)) handleKey(event)
  })
  useEffect(() => {
    window.addEventListener('keydown', handleKeyAround)
    return () => window.removeEventListener('keydown', handleKeyAround)
  }, [])
  // The grid listens for all cells, so no cell rerenders because a handler changed.
  const onImage =
    <E extends MouseEvent>(act: (image: GalleryImage, event: E) => void) =>
    (event: E) => {
      const id =
        event.target instanceof Element ? event.target.closest<HTMLElement>('[data-image]')?.dataset['image'] : ''
      const image = images.find(({ image: { attachmentId } }) => attachmentId === id)
      if (image) act(image, event)
    }
  const choose = ({ image }: GalleryImage, event: MouseEvent): void => {
    const isToggle = PLATFORM === 'darwin' ? event.metaKey : event.ctrlKey
    store.select((was) => {
      if (event.shiftKey) return selectRange(was, listOrder(), image.attachmentId)
      return isToggle ? toggle(was, image.attachmentId) : selectOnly(image.attachmentId)
    })
  }

  /** What was selected when the lasso began, to which it may add. */
  const before = useRef<Selection<AttachmentId>>(NO_SELECTION)
  const lasso = useLasso({
    scroller,
    inner,
    onStart: () => (before.current = store.getState().selection),
    onCancel: () => store.select(() => before.current),
    onChange: (area, adds) => {
      const touched = findInArea(rows, ratios, GAP, area).flatMap((index) => images[index]?.image.attachmentId ?? [])
      store.select((was) => selectSeveral(was, adds ? before.current.ids : new Set(), touched))
    },
    onClick: (adds) => {
      if (!adds) store.select(({ active: focused }) => ({ ...NO_SELECTION, active: focused }))
    },
  })

  const activeRow = rows.length > 0 ? findRowByIndex(rows, activeIndex) : -1
  const drawn = rows.slice(first, end)
  const outside = activeRow >= 0 && (activeRow < first || activeRow >= end) ? rows[activeRow] : undefined
  const renderRow = (row: GridRow) => (
    <div
      key={row.start}
      role="row"
      aria-rowindex={findRowByIndex(rows, row.start) + 1}
      style={{ top: row.top, height: row.height, gap: GAP }}
      className="absolute inset-x-0 flex"
    >
      {images.slice(row.start, row.end).map((image, position) => {
        const id = image.image.attachmentId
        return (
          <GridCell
            key={id}
            image={image}
            width={(ratios[row.start + position] ?? 1) * row.height}
            height={row.height}
            isActive={id === active}
            isSelected={selection.ids.has(id)}
            fold={folds.get(id)}
            onOpenFold={store.openFold}
          />
        )
      })}
    </div>
  )
  return (
    <div
      ref={scroller}
      onScroll={onScroll}
      onPointerDown={lasso.onPointerDown}
      className="scroll-slim min-h-0 grow overflow-y-scroll px-4 pt-4"
    >
      <div
        ref={inner}
        role="grid"
        aria-label={t('gallery.images')}
        aria-multiselectable
        aria-rowcount={rows.length}
        onKeyDown={handleKey}
        onClick={onImage(choose)}
        onDoubleClick={onImage(({ image }) => onOpen(image.attachmentId))}
        onDragStart={onImage(dragOut)}
        onContextMenu={onImage((image, event) => actions.showMenu(event, image))}
        style={{ height }}
        className={classNames(
          'relative',
          selection.ids.size > 0 ? (hasRejected ? 'mb-40' : 'mb-28') : hasRejected ? 'mb-20' : 'mb-4',
        )}
      >
        {drawn.map(renderRow)}
        {outside && renderRow(outside)}
        {lasso.area && <LassoArea area={lasso.area} />}
      </div>
    </div>
  )
}

/** Whether nothing else on the page needs this key: no button or box, and no dialog. */
function isKeyOfGrid({ target, key }: globalThis.KeyboardEvent, grid: Element | null): boolean {
  if (!(target instanceof HTMLElement) || document.querySelector('dialog[open]')) return false
  if (target === document.body || target === grid?.closest('section')) return true
  return target.closest('[role=toolbar]') !== null && key !== 'Enter' && key !== ' '
}
