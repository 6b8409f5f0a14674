import { useLayoutEffect, useRef } from 'react'
import type { MessageId } from '@shared/ids'
import { useChatStoreApi } from '../../use-chat-store'
import { findPlace } from '../find-place'
import type { ListProps } from './list-props'

/** Scrolls to the end of an opened chat, and to a new question or attempt. Switching versions moves nothing. */
export function useFollowingAnswers(ids: readonly MessageId[], { scroller, jump, letGo }: ListProps): void {
  const store = useChatStoreApi()
  const lastId = ids.at(-1)
  const shownLast = useRef<MessageId>(undefined)
  useLayoutEffect(() => {
    const before = shownLast.current
    if (before === lastId) return
    shownLast.current = lastId
    const { messages, place, soughtId } = store.getState()
    const last = lastId && messages.get(lastId)
    // Restoring the place or going to a sought message takes precedence.
    if (place || soughtId) return
    if (last?.role === 'assistant' && last.status === 'streaming') {
      jump(last.kind === 'image' ? () => findPlace(scroller.current, last) : undefined)
    } else if (before !== undefined) letGo()
    // An opened chat starts at its end. The resize observer would bring it there, but only after the frame's callbacks.
    else jump()
  }, [lastId, store, jump, letGo, scroller])
}
