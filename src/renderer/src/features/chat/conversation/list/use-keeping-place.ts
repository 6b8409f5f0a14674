import { useEffect, useLayoutEffect } from 'react'
import type { MessageId } from '@shared/ids'
import type { Place } from '@shared/session'
import { useChatStore, useChatStoreApi } from '../../use-chat-store'
import type { ListProps } from './list-props'

/** Saves which message is at the top edge of the view, and returns to it after a reload or a restart. */
export function useKeepingPlace(ids: readonly MessageId[], { scroller, list, isAtEnd, letGo }: ListProps): void {
  const store = useChatStoreApi()
  const place = useChatStore((state) => state.place)

  // Before the first paint: the list has started with this message.
  useLayoutEffect(() => {
    const view = scroller.current
    if (!place || !view || ids.length === 0) return
    const element = list.current?.querySelector<HTMLElement>(`[data-message-id="${place.messageId}"]`)
    // Otherwise the message is gone or another version of the conversation is shown: its end will do.
    if (element) {
      letGo()
      view.scrollBy(0, element.getBoundingClientRect().top - view.getBoundingClientRect().top - place.offset)
    }
    store.setState({ place: undefined })
  }, [place, scroller, list, letGo, ids, store])

  useEffect(() => {
    const view = scroller.current
    const root = list.current
    if (!view || !root) return
    let isDue = false
    const save = (): void => {
      isDue = false
      // Until the place is restored, the view isn't where the user is.
      if (!view.isConnected || store.getState().place || store.getState().opening) return
      store.getState().savePlace(isAtEnd() ? undefined : findPlace(view, root))
    }
    const saveSoon = (): void => {
      if (isDue) return
      isDue = true
      // After the handler that decides whether the view sticks to the end.
      requestAnimationFrame(save)
    }
    view.addEventListener('scroll', saveSoon, { passive: true })
    return () => view.removeEventListener('scroll', saveSoon)
  }, [scroller, list, isAtEnd, store])
}

function findPlace(view: HTMLElement, root: HTMLElement): Place | undefined {
  const { top } = view.getBoundingClientRect()
  for (const element of root.querySelectorAll<HTMLElement>('[data-message-id]')) {
    const box = element.getBoundingClientRect()
    if (box.bottom <= top) continue
    return { messageId: element.dataset['messageId'] as MessageId, offset: Math.round(box.top - top) }
  }
  return undefined
}
