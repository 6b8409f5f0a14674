import type { StoreApi } from 'zustand/vanilla'
import type { MessageId } from '@shared/ids'
import type { InputImage } from '@shared/request'
import type { SettingsView } from '@shared/settings'
import { addImages, toInput } from '@/features/chat/attached'
import { getEdit, keepEdit } from '@/features/chat/edits'
import type { ChatStore } from '@/features/chat/store'
import { createShelf, type Reference, type Shelf } from '@/features/references/shelf'
import { attachTo } from './attach-images'

const shelves = new WeakMap<ChatStore, Shelf>()

/** Returns the page's one shelf, on the chat store's database. */
export function getShelf(chat: ChatStore): Shelf {
  const known = shelves.get(chat)
  if (known) return known
  const shelf = createShelf({ repository: async () => (await chat.data()).references, now: Date.now })
  shelves.set(chat, shelf)
  return shelf
}

/** Attaches a named image to the current message. If it's already attached, it gets its name. */
export function attachReference(
  store: ChatStore,
  settings: Pick<StoreApi<{ readonly view: SettingsView | undefined }>, 'getState'>,
  reference: Reference,
): void {
  const { openChatId, saveAttached } = store.getState()
  saveAttached(openChatId, addReference(attachTo(store, settings, openChatId, [toInput(reference.image)]), reference))
}

/** Does the same for a question being edited. */
export function attachReferenceToEdit(id: MessageId, reference: Reference): void {
  const edit = getEdit(id)
  if (edit) keepEdit(id, { ...edit, inputs: addReference(edit.inputs, reference) })
}

function addReference(images: readonly InputImage[], { name, image }: Reference): readonly InputImage[] {
  return addImages(images, [toInput(image)]).map((input) => (input.hash === image.hash ? { ...input, name } : input))
}
