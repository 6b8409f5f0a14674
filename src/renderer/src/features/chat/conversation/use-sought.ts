import { useEffect, type RefObject } from 'react'
import type { MessageId } from '@shared/ids'
import { useChatStoreApi } from '../use-chat-store'

interface Sought {
  readonly id: MessageId | undefined
  readonly content: RefObject<HTMLElement | null>
  /** Keeps the end of the conversation from being held in view. */
  readonly letGo: () => void
  /** The messages that are laid out. */
  readonly shown: readonly MessageId[]
}

/** Brings the message that is sought into view and gives it the focus, once it is there. */
export function useSought({ id, content, letGo, shown }: Sought): void {
  const store = useChatStoreApi()
  useEffect(() => {
    const root = content.current
    if (id === undefined || !root || !shown.includes(id)) return
    const arrive = (): boolean => {
      const element = root.querySelector<HTMLElement>(`[data-message-id="${id}"]`)
      if (!element) return false
      letGo()
      element.tabIndex = -1
      element.focus({ preventScroll: true })
      element.scrollIntoView({ block: element.offsetHeight > window.innerHeight / 2 ? 'start' : 'center' })
      markBriefly(element)
      store.setState({ soughtId: undefined })
      return true
    }
    if (arrive()) return
    // The code that draws messages may still be on its way.
    const observer = new MutationObserver(() => {
      if (arrive()) observer.disconnect()
    })
    observer.observe(root, { childList: true, subtree: true })
    return () => observer.disconnect()
  }, [id, content, letGo, shown, store])
}

/** Long enough to be found by the eye after a jump. */
const MARKED_MS = 1_800

function markBriefly(element: HTMLElement): void {
  element.dataset['sought'] = ''
  window.setTimeout(() => delete element.dataset['sought'], MARKED_MS)
}
