import { createId, type PromptId } from '@shared/ids'
import type { ChatStore } from '@/features/chat/store'
import { createPromptLibrary, type PromptLibrary } from '@/features/prompts/library'

const libraries = new WeakMap<ChatStore, PromptLibrary>()

/** Returns the page's one library, on the chat store's database. */
export function getPromptLibrary(chat: ChatStore): PromptLibrary {
  const known = libraries.get(chat)
  if (known) return known
  const library = createPromptLibrary({
    repository: async () => (await chat.data()).prompts,
    now: Date.now,
    createId: () => createId<PromptId>(),
  })
  libraries.set(chat, library)
  return library
}
