import { useEffect, useRef, type FocusEvent, type PointerEvent } from 'react'
import { findModel } from '@shared/catalogue'
import type { ChatId } from '@shared/ids'
import { useChatStoreApi } from '../use-chat-store'

/** Longer than a pointer takes to pass over a chat, shorter than it takes to open one. */
const DWELL_MS = 70

/** Reads the chat under the pointer or the focus ahead of time, so that it's there in the frame of the click. */
export function useReadAhead() {
  const store = useChatStoreApi()
  const timer = useRef(0)
  useEffect(() => () => window.clearTimeout(timer.current), [])

  const wait = (target: EventTarget): void => {
    window.clearTimeout(timer.current)
    const row = (target as Element).closest<HTMLElement>('[data-chat-id]')
    const id = row?.dataset['chatId'] as ChatId | undefined
    if (!id) return
    timer.current = window.setTimeout(() => {
      const { chats, readAhead } = store.getState()
      void readAhead(id)
      const model = chats.find((chat) => chat.id === id)?.model
      if (model && findModel(model)?.kind === 'text')
        void import('../answer/TextAnswer').then(({ preloadMarkdown }) => preloadMarkdown())
    }, DWELL_MS)
  }
  return {
    onPointerOver: ({ target }: PointerEvent) => wait(target),
    onPointerLeave: () => window.clearTimeout(timer.current),
    onFocusCapture: ({ target }: FocusEvent) => wait(target),
  }
}
