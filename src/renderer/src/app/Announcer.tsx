import { useEffect, useRef } from 'react'
import { useTranslation } from '@/i18n/use-translation'
import { listImages } from '@shared/answer'
import type { AssistantMessage, Message } from '@/features/chat/model'
import { layout } from './layout-store'
import { useChatStoreApi } from '@/features/chat/use-chat-store'

/**
 * Tells screen readers when an answer starts and how it ends, but not each step. Failures are announced where they are
 * shown.
 */
export function Announcer() {
  const { t } = useTranslation()
  const store = useChatStoreApi()
  const line = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const say = (message: AssistantMessage): string | undefined => {
      switch (message.status) {
        case 'streaming':
          return message.kind === 'image' ? t('announce.imageStarted') : t('announce.textStarted')
        case 'done':
          return message.kind === 'image'
            ? t('announce.imageDone', { count: listImages(message.parts).length })
            : t('announce.textDone')
        case 'cancelled':
          return t('announce.stopped')
        case 'failed':
          return undefined
      }
    }
    return store.subscribe((state, before) => {
      if (
        state.messages === before.messages ||
        state.openChatId !== before.openChatId ||
        state.opening ||
        // A batch announces its overall progress instead.
        state.openChatId === layout.getState().filled ||
        before.opening
      )
        return
      for (const message of state.messages.values()) {
        const old = before.messages.get(message.id)
        if (message === old || message.role !== 'assistant' || readStatus(old) === message.status) continue
        const words = say(message)
        if (words && line.current) line.current.textContent = words
      }
    })
  }, [store, t])
  return <div ref={line} aria-live="polite" className="sr-only" />
}

function readStatus(message: Message | undefined): string | undefined {
  return message?.role === 'assistant' ? message.status : undefined
}
