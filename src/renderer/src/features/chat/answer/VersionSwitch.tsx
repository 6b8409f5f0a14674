import { ChevronLeft, ChevronRight } from 'lucide-react'
import { useLayoutEffect, useRef } from 'react'
import { useTranslation } from '@/i18n/use-translation'
import { useShallow } from 'zustand/react/shallow'
import type { MessageId } from '@shared/ids'
import { IconButton } from '@/ui/IconButton'
import { findShownVersions } from '../shown'
import { useChatStore, useChatStoreApi } from '../use-chat-store'

type Direction = 'previous' | 'next'

/**
 * Where the focus goes after a switch. Each version is a separate element with its own arrows: a user who switches by
 * keyboard finds the focus on the same arrow of the new version, or on the other arrow at either end.
 */
let leafing: { readonly to: MessageId; readonly direction: Direction; readonly top: number } | undefined

/** "2/3" between two arrows, if an answer has several versions. */
export function VersionSwitch({ id }: { readonly id: MessageId }) {
  const { t } = useTranslation()
  const store = useChatStoreApi()
  const { index, count, previousId, nextId } = useChatStore(useShallow((state) => findShownVersions(state, id)))
  const previous = useRef<HTMLButtonElement>(null)
  const next = useRef<HTMLButtonElement>(null)
  useLayoutEffect(() => {
    if (leafing?.to !== id) return
    const [wanted, other] = leafing.direction === 'next' ? [next, previous] : [previous, next]
    const arrow = (wanted.current?.disabled ? other : wanted).current
    arrow?.focus({ preventScroll: true })
    // Versions may differ in height. The arrow stays under the pointer for the next click.
    if (arrow) arrow.closest('[data-container]')?.scrollBy({ top: arrow.getBoundingClientRect().top - leafing.top })
    leafing = undefined
  }, [id])
  if (count < 2) return null
  const choose = (to: MessageId | undefined, direction: Direction): void => {
    if (!to) return
    const top = (direction === 'next' ? next : previous).current?.getBoundingClientRect().top ?? 0
    leafing = { to, direction, top }
    store.getState().chooseVersion(to)
  }
  return (
    <div className="flex shrink-0 items-center text-12 text-text-muted">
      <IconButton
        ref={previous}
        icon={ChevronLeft}
        label={t('answer.previousVersion')}
        disabled={!previousId}
        size="small"
        onClick={() => choose(previousId, 'previous')}
      />
      <span className="tabular min-w-7 text-center">{`${index}/${count}`}</span>
      <IconButton
        ref={next}
        icon={ChevronRight}
        label={t('answer.nextVersion')}
        disabled={!nextId}
        size="small"
        onClick={() => choose(nextId, 'next')}
      />
    </div>
  )
}
