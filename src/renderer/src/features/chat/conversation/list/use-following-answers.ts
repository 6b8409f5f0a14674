import { useLayoutEffect, useRef } from 'react'
import type { MessageId } from '@shared/ids'
import { useChatStoreApi } from '../../use-chat-store'
import { findPlace } from '../find-place'
import type { ListProps } from './list-props'

/** A new question or a new try comes into view; leafing through versions leaves the view where it is. */
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
    // Where the user left off comes first, and so does where they want to go.
    if (place || soughtId) return
    if (last?.role === 'assistant' && last.status === 'streaming') {
      jump(last.kind === 'image' ? () => findPlace(scroller.current, last) : undefined)
    } else if (before !== undefined) letGo()
  }, [lastId, store, jump, letGo, scroller])
}
