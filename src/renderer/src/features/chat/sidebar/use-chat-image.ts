import { useEffect, useState, type RefObject } from 'react'
import { useStore } from 'zustand'
import type { ChatId, ObjectHash } from '@shared/ids'
import { onMade } from '@/images/thumbnails/made'
import { useChatStoreApi } from '../use-chat-store'
import { getChatImages } from './chat-images'

interface ChatImage {
  /** Undefined if there is no image, it hasn't been looked up yet, or it has no small copy so far. */
  readonly hash: ObjectHash | undefined
  /** Called if it has no small copy. */
  readonly onMissing: () => void
}

/** The image of a chat whose row is in view. */
export function useChatImage(id: ChatId, row: RefObject<Element | null>): ChatImage {
  const chatImages = getChatImages(useChatStoreApi())
  const hash = useStore(chatImages.images, (images) => images.get(id))
  const [missing, setMissing] = useState<ObjectHash>()
  useEffect(() => {
    const element = row.current
    if (!element) return
    let hide: (() => unknown) | undefined
    const observer = new IntersectionObserver((entries) => {
      hide?.()
      hide = entries.at(-1)?.isIntersecting ? chatImages.show(id) : undefined
    })
    observer.observe(element)
    return () => {
      observer.disconnect()
      hide?.()
    }
  }, [chatImages, id, row])
  useEffect(() => {
    if (missing === undefined) return
    return onMade((made) => {
      if (made === missing) setMissing(undefined)
    })
  }, [missing])
  return { hash: hash === missing ? undefined : hash, onMissing: () => setMissing(hash) }
}
