import { useEffect, type RefObject } from 'react'
import type { MessageId } from '@shared/ids'
import type { Place } from '@shared/session'
import { useChatStore, useChatStoreApi } from '../use-chat-store'

interface PlaceKeeperProps {
  readonly scroller: RefObject<HTMLElement | null>
  readonly content: RefObject<HTMLElement | null>
  /** Whether the end of the conversation is being held in view. */
  readonly isAtEnd: () => boolean
  /** Keeps the end of the conversation from being held in view. */
  readonly letGo: () => void
  /** The messages that are laid out. */
  readonly shown: readonly MessageId[]
}

/** Keeps which message is at the upper edge of the view, and goes back to it after a reload or a restart. Draws nothing. */
export function PlaceKeeper({ scroller, content, isAtEnd, letGo, shown }: PlaceKeeperProps) {
  const store = useChatStoreApi()
  const place = useChatStore((state) => state.place)

  useEffect(() => {
    const view = scroller.current
    const root = content.current
    if (!place || !view || !root || shown.length === 0) return
    // The message is gone, or another version of the conversation is shown: its end will do.
    if (!shown.includes(place.messageId)) return store.setState({ place: undefined })
    const arrive = (): boolean => {
      const element = findMessage(root, place.messageId)
      if (!element) return false
      letGo()
      view.scrollBy(0, element.getBoundingClientRect().top - view.getBoundingClientRect().top - place.offset)
      store.setState({ place: undefined })
      return true
    }
    if (arrive()) return
    // The code that draws messages may still be on its way.
    const observer = new MutationObserver(() => {
      if (arrive()) observer.disconnect()
    })
    observer.observe(root, { childList: true, subtree: true })
    return () => observer.disconnect()
  }, [place, scroller, content, letGo, shown, store])

  useEffect(() => {
    const view = scroller.current
    const root = content.current
    if (!view || !root) return
    let isDue = false
    const save = (): void => {
      isDue = false
      // Until the view is where the user left off, it is not where they are.
      if (!view.isConnected || store.getState().place || store.getState().opening) return
      store.getState().savePlace(isAtEnd() ? undefined : findPlace(view, root))
    }
    const saveSoon = (): void => {
      if (isDue) return
      isDue = true
      // After the handler that decides whether the end is held.
      requestAnimationFrame(save)
    }
    view.addEventListener('scroll', saveSoon, { passive: true })
    return () => view.removeEventListener('scroll', saveSoon)
  }, [scroller, content, isAtEnd, store])

  return null
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

function findMessage(root: HTMLElement, id: MessageId): HTMLElement | null {
  return root.querySelector<HTMLElement>(`[data-message-id="${id}"]`)
}
