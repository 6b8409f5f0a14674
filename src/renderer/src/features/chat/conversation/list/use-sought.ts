import { useLayoutEffect } from 'react'
import type { MessageId } from '@shared/ids'
import { useChatStoreApi } from '../../use-chat-store'
import type { ListProps } from './list-props'

/** Scrolls the sought message into view and focuses it. The list has to mount it first. */
export function useSought(id: MessageId | undefined, { list, letGo }: ListProps): void {
  const store = useChatStoreApi()
  useLayoutEffect(() => {
    if (id === undefined) return
    const element = list.current?.querySelector<HTMLElement>(`[data-message-id="${id}"]`)
    if (!element) return
    letGo()
    element.tabIndex = -1
    const box = element.querySelector('textarea') ?? element
    box.focus({ preventScroll: true })
    element.scrollIntoView({ block: element.offsetHeight > window.innerHeight / 2 ? 'start' : 'center' })
    markBriefly(element)
    store.setState({ soughtId: undefined })
  }, [id, list, letGo, store])
}

/** Long enough for the eye to find it after a jump. */
const MARKED_MS = 1_800

function markBriefly(element: HTMLElement): void {
  element.dataset['sought'] = ''
  window.setTimeout(() => delete element.dataset['sought'], MARKED_MS)
}
