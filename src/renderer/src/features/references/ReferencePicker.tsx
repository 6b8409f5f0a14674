import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import { useStore } from 'zustand'
import { isSameName } from '@shared/reference-names'
import { useTranslation } from '@/i18n/use-translation'
import { classNames } from '@/lib/class-names'
import { Thumbnail } from '@/images/thumbnails/Thumbnail'
import { ListOption } from '@/ui/ListOption'
import { notifyFailure } from '@/ui/notices'
import { useBoxList, type BoxListKeys } from '@/ui/use-box-list'
import { findReferences, type Reference, type Shelf } from './shelf'
import '@/i18n/later'

interface ReferencePickerProps {
  readonly shelf: Shelf
  /** The text typed after `@`. */
  readonly query: string
  readonly listId: string
  readonly onReady: (keys: BoxListKeys | undefined) => void
  readonly onChoose: (reference: Reference) => void
  /** A name was typed out in full, so it's already in the text. */
  readonly onComplete: (reference: Reference) => void
  readonly onOpenShelf: () => void
  readonly onLeave: () => void
}

/** The named images that match the text after `@`, above or below the box, which keeps focus. */
export function ReferencePicker({
  shelf,
  query,
  listId,
  onReady,
  onChoose,
  onComplete,
  onOpenShelf,
  onLeave,
}: ReferencePickerProps) {
  const { t } = useTranslation()
  const references = useStore(shelf, (state) => state.references)
  useEffect(() => {
    shelf.getState().refresh().catch(notifyFailure)
  }, [shelf])
  const found = findReferences(references ?? [], query)
  // `@` alone always offers the shelf; text that matches no name is just text.
  const hasShelf = query === '' && references !== undefined
  const count = found.length + (hasShelf ? 1 : 0)
  const choose = (at: number): void => {
    const reference = found[at]
    if (reference) onChoose(reference)
    else onOpenShelf()
  }
  const complete = (): void => {
    const reference = found.find(({ name }) => isSameName(name, query))
    if (reference) onComplete(reference)
  }
  const { list, index, point } = useBoxList({ listId, query, count, choose, complete, onReady, onLeave })
  const frame = useRef<HTMLDivElement>(null)
  const [isBelow, setIsBelow] = useState(false)
  const isShown = count > 0
  useLayoutEffect(() => {
    if (isShown) setIsBelow(!hasRoomAbove(frame.current))
  }, [isShown])
  useLayoutEffect(() => {
    if (isBelow) frame.current?.scrollIntoView({ block: 'nearest' })
  }, [isBelow])
  if (!isShown) return null
  return (
    <div
      ref={frame}
      className={classNames(
        isBelow ? 'top-full mt-2' : 'bottom-full mb-2',
        'absolute right-0 left-0 z-20 flex max-h-[min(320px,50vh)] animate-appear flex-col overflow-hidden rounded-md border border-line bg-surface-raised shadow-float',
      )}
    >
      <div
        ref={list}
        id={listId}
        role="listbox"
        aria-label={t('references.title')}
        className="scroll-slim min-h-0 p-1.5"
      >
        {found.map((reference, at) => (
          <ListOption
            key={reference.image.attachmentId}
            id={`${listId}-${at}`}
            isActive={at === index}
            onPoint={() => point(at)}
            onChoose={() => choose(at)}
            className="h-10"
          >
            <Thumbnail
              hash={reference.image.hash}
              edge={28}
              alt=""
              className="size-7 shrink-0 rounded-sm border border-line bg-surface object-cover"
            />
            <span dir="auto" className="min-w-0 truncate font-medium">
              @{reference.name}
            </span>
          </ListOption>
        ))}
        {hasShelf && (
          <ListOption
            id={`${listId}-${found.length}`}
            isActive={index === found.length}
            onPoint={() => point(found.length)}
            onChoose={onOpenShelf}
          >
            <span className="text-text-muted">{t(found.length > 0 ? 'references.manage' : 'references.first')}</span>
          </ListOption>
        )}
      </div>
    </div>
  )
}

/**
 * Whether the list fits above its box. A question being edited may be at the top of the chat, which clips what is above
 * it. The message box is below the chat.
 */
function hasRoomAbove(frame: HTMLElement | null): boolean {
  const chat = frame?.closest('[role="log"]')
  return !frame || !chat || frame.getBoundingClientRect().top >= chat.getBoundingClientRect().top
}
