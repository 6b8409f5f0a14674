/**
 * Which image represents a chat in the sidebar. Looked up only for rows in view, and only while the user pauses, so
 * that it slows neither the start nor scrolling. What the user deletes or restores is looked up at once, because they
 * watch for it. A known image stays on screen until a lookup replaces it.
 */
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { ChatId, ObjectHash } from '@shared/ids'
import type { Data } from '@/data'
import { onImagesChanged } from '@/lib/image-changes'
import { watchQuietWindow } from '@/lib/when-quiet'
import type { ChatStore } from '../store'

export interface ChatImagesParts {
  readonly data: () => Promise<Pick<Data, 'chatImages'> & { readonly messages: Pick<Data['messages'], 'mark'> }>
  readonly whenQuiet: () => Promise<void>
}

export interface ChatImages {
  readonly images: StoreApi<ReadonlyMap<ChatId, ObjectHash>>
  /** The row of this chat is in view. Returns a function to call once it no longer is. */
  show(id: ChatId): () => void
  /** Looks again, since something may have changed. */
  look(): void
  /** Call when the user deleted or restored images. `back`: restored chats, whose rows may not be in view yet. */
  lookAtOnce(back?: readonly ChatId[]): void
}

export function createChatImages({ data, whenQuiet }: ChatImagesParts): ChatImages {
  const images = createStore<ReadonlyMap<ChatId, ObjectHash>>()(() => new Map())
  const inView = new Set<ChatId>()
  /** Chats looked up since the rows were last written. */
  const known = new Set<ChatId>()
  let mark: string | undefined
  let isWaiting = false

  const read = async (back: readonly ChatId[] = []): Promise<void> => {
    const { messages, chatImages } = await data()
    const now = await messages.mark()
    if (now !== mark) known.clear()
    mark = now
    const wanted = [...new Set([...inView, ...back])].filter((id) => !known.has(id))
    if (wanted.length === 0) return
    const found = await chatImages.findNewest(wanted)
    for (const id of wanted) known.add(id)
    const before = images.getState()
    if (wanted.every((id) => found.get(id) === before.get(id))) return
    images.setState(new Map([...before].filter(([id]) => !wanted.includes(id)).concat([...found])), true)
  }
  const look = (): void => {
    if (isWaiting) return
    isWaiting = true
    void whenQuiet()
      .then(() => {
        isWaiting = false
        return read()
      })
      // The chat store reports rows that can't be read. The next lookup tries again.
      .catch(() => undefined)
  }
  return {
    images,
    show(id) {
      inView.add(id)
      if (!known.has(id)) look()
      return () => inView.delete(id)
    },
    look,
    lookAtOnce(back) {
      // As above.
      void read(back).catch(() => undefined)
    },
  }
}

const known = new WeakMap<ChatStore, ChatImages>()

/** The instance for this page's store. */
export function getChatImages(store: ChatStore): ChatImages {
  const made = known.get(store)
  if (made) return made
  const images = createChatImages({ data: () => store.data(), whenQuiet: watchQuietWindow() })
  known.set(store, images)
  onImagesChanged(images.lookAtOnce)
  store.subscribe(({ messages, chats }, before) => {
    if (messages !== before.messages || chats !== before.chats) images.look()
  })
  return images
}
