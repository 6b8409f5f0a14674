import { useState, type FocusEvent, type KeyboardEvent, type RefObject } from 'react'
import type { ChatId } from '@shared/ids'

interface RovingParts {
  /** In list order. */
  readonly ids: readonly ChatId[]
  readonly openId: ChatId | null
  readonly list: RefObject<HTMLElement | null>
  /** How many of them are listed already. */
  readonly limit: number
  /** Lists the rest immediately. */
  readonly showAll: () => void
}

/** Makes the list a single Tab stop, navigated with the arrow keys, Home and End. */
export function useRoving({ ids, openId, list, limit, showAll }: RovingParts) {
  const [focusedId, setFocusedId] = useState<ChatId>()
  const isListed = (id: ChatId | null | undefined): id is ChatId => Boolean(id) && ids.includes(id as ChatId)
  const stop = isListed(focusedId) ? focusedId : isListed(openId) ? openId : ids[0]

  const focusRow = (id: ChatId | undefined): void => {
    if (id) list.current?.querySelector<HTMLElement>(`[data-chat-id="${id}"]`)?.focus()
  }
  const handleKey = (event: KeyboardEvent): void => {
    const at = ids.indexOf((event.target as HTMLElement).dataset['chatId'] as ChatId)
    if (at < 0 || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return
    const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: ids.length - 1 }[event.key]
    if (next === undefined) return
    event.preventDefault()
    const index = Math.min(ids.length - 1, Math.max(0, next))
    if (index >= limit) showAll()
    focusRow(ids[index])
  }
  return {
    stop,
    focusRow,
    /** For the element around the list. */
    handlers: {
      onKeyDown: handleKey,
      onFocus: ({ target }: FocusEvent) => {
        const id = (target as HTMLElement).dataset['chatId'] as ChatId | undefined
        if (id) setFocusedId(id)
      },
    },
    /** Where the focus goes when this chat is deleted: the next chat, otherwise the previous one. */
    neighbor: (id: ChatId): ChatId | undefined => ids[ids.indexOf(id) + 1] ?? ids[ids.indexOf(id) - 1],
  }
}
