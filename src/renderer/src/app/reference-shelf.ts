import type { StoreApi } from 'zustand/vanilla'
import type { SettingsView } from '@shared/settings'
import { toInput } from '@/features/chat/attached'
import type { ChatStore } from '@/features/chat/store'
import { createShelf, type Reference, type Shelf } from '@/features/references/shelf'
import { attachTo } from './attach-images'

const shelves = new WeakMap<ChatStore, Shelf>()

/** One per page, on the database of its chats. */
export function getShelf(chat: ChatStore): Shelf {
  const known = shelves.get(chat)
  if (known) return known
  const shelf = createShelf({ repository: async () => (await chat.data()).references, now: Date.now })
  shelves.set(chat, shelf)
  return shelf
}

/** Attaches a named image to the message that is being written. One that is attached already gets its name. */
export function attachReference(
  store: ChatStore,
  settings: Pick<StoreApi<{ readonly view: SettingsView | undefined }>, 'getState'>,
  { name, image }: Reference,
): void {
  const { openChatId, saveAttached } = store.getState()
  const attached = attachTo(store, settings, openChatId, [toInput(image)])
  saveAttached(
    openChatId,
    attached.map((input) => (input.hash === image.hash ? { ...input, name } : input)),
  )
}
