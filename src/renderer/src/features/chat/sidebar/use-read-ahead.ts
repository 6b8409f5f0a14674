import { useEffect, useRef, type FocusEvent, type PointerEvent } from 'react'
import { findModel } from '@shared/catalogue'
import type { ChatId } from '@shared/ids'
import { useChatStoreApi } from '../use-chat-store'

/** Longer than a pointer takes to pass over a chat, shorter than it takes to open one. */
const DWELL_MS = 40

/** Reads the chat under the pointer or the focus ahead of time, so that it's there in the frame of the click. */
export function useReadAhead() {
  const store = useChatStoreApi()
  const timer = useRef(0)
  useEffect(() => () => window.clearTimeout(timer.current), [])

  const findId = (target: EventTarget): ChatId | undefined =>
    (target as Element).closest<HTMLElement>('[data-chat-id]')?.dataset['chatId'] as ChatId | undefined
  const read = (id: ChatId | undefined): void => {
    if (!id) return
    const { chats, readAhead } = store.getState()
    void readAhead(id)
    const model = chats.find((chat) => chat.id === id)?.model
    if (model && findModel(model)?.kind === 'text')
      void import('../answer/TextAnswer').then(({ preloadMarkdown }) => preloadMarkdown())
  }
  const wait = (id: ChatId | undefined): void => {
    window.clearTimeout(timer.current)
    timer.current = window.setTimeout(() => read(id), DWELL_MS)
  }
  return {
    onPointerOver: ({ target }: PointerEvent) => wait(findId(target)),
    onPointerLeave: () => window.clearTimeout(timer.current),
    // A finger, or a fast mouse, presses about 100 ms before the click.
    onPointerDown: ({ target }: PointerEvent) => read(findId(target)),
    onFocusCapture: ({ target }: FocusEvent) => wait(findId(target)),
  }
}
