/** Changes chats as a whole. Updates memory first, then the chat's row. */
import type { StoreApi } from 'zustand/vanilla'
import type { AttachmentId, ChatId } from '@shared/ids'
import { trimText } from '@shared/is-blank'
import type { ChatSettings } from '@shared/text-settings'
import type { ChatChanges } from '@/data/chat-repository'
import { addChat, changeChat, removeChat } from './chat-list'
import type { Journal } from './journal'
import { toChatRow } from './mapping'
import type { Chat, ChatState, Wish } from './model'
import type { Chosen } from './tree'

export interface ChatKeeper extends Pick<
  ChatState,
  'renameChat' | 'pinChat' | 'deleteChat' | 'moveChat' | 'archiveChat'
> {
  /** Whether the user deleted it in this window, even if the tombstone isn't written yet. */
  isDeleted(id: ChatId): boolean
  keepDrafts(drafts: ReadonlyMap<ChatId, string>): void
  keepChosen(id: ChatId, chosen: Chosen): void
  keepChoice(id: ChatId, choice: Partial<Wish>): void
  keepSettings(id: ChatId, settings: ChatSettings | undefined): void
  keepFollowUp(id: ChatId, follows: boolean): void
  leaveOut(id: ChatId, image: AttachmentId | undefined): void
  /** Removes every trace of a chat in which nothing was sent, including rows written meanwhile. */
  forgetChat(id: ChatId): void
  /** Lists chats again that were restored from the bin. */
  noteRestored(ids: readonly ChatId[]): void
  /** Forgets chats that were deleted permanently and can't be restored. */
  notePurged(ids: readonly ChatId[]): void
  /** Marks the news of a chat as seen. */
  clearNews(id: ChatId): void
}

export function createChatKeeper(store: StoreApi<ChatState>, journal: Journal, now: () => number): ChatKeeper {
  const { getState, setState } = store
  const deleted = new Set<ChatId>()
  const purged = new Set<ChatId>()

  function find(id: ChatId): Chat | undefined {
    return getState().chats.find((chat) => chat.id === id)
  }

  function write(chat: Chat, changes: ChatChanges): void {
    // One key per field: a later value replaces only an earlier one that is still queued.
    const key = `chat:${chat.id}:${Object.keys(changes).join()}`
    journal.write(key, (data) => data.chats.patch(toChatRow(chat), changes))
  }

  function change(id: ChatId, changes: Partial<Chat>): void {
    const chat = find(id)
    if (!chat) return
    setState((state) => ({ chats: changeChat(state.chats, id, changes) }))
    write(chat, changes)
  }

  function deleteChat(id: ChatId): () => void {
    const chat = find(id)
    if (!chat) return () => undefined
    deleted.add(id)
    if (getState().openChatId === id) getState().newChat()
    setState((state) => ({ chats: removeChat(state.chats, id) }))
    write(chat, { deletedAt: now() })
    return () => {
      if (purged.has(id) || !deleted.delete(id)) return
      setState((state) => ({ chats: addChat(state.chats, chat) }))
      write(chat, { deletedAt: undefined })
    }
  }

  return {
    renameChat(id, title) {
      const line = trimText(title.replace(/\s+/g, ' '))
      if (line !== '') change(id, { title: line })
    },
    pinChat: (id, pinned) => change(id, { pinnedAt: pinned ? now() : undefined }),
    moveChat: (id, projectId) => change(id, { projectId }),
    archiveChat: (id, archived) => change(id, { archivedAt: archived ? now() : undefined }),
    deleteChat,
    isDeleted: (id) => deleted.has(id),
    keepDrafts(drafts) {
      for (const [id, text] of drafts)
        if ((find(id)?.draft ?? '') !== text) change(id, { draft: text === '' ? undefined : text })
    },
    keepChoice: change,
    keepSettings: (id, settings) => change(id, { settings }),
    keepFollowUp(id, follows) {
      if (find(id)?.followsUp !== follows) change(id, { followsUp: follows })
    },
    leaveOut(id, image) {
      if (find(id)?.leftOut !== image) change(id, { leftOut: image })
    },
    forgetChat(id) {
      deleted.add(id)
      journal.write(`chat:${id}:forget`, async (data) => {
        const row = await data.chats.find(id)
        if (row) await data.chats.patch(row, { deletedAt: now() })
      })
    },
    noteRestored: (ids) => ids.forEach((id) => deleted.delete(id)),
    notePurged: (ids) => ids.forEach((id) => purged.add(id)),
    clearNews(id) {
      if (find(id)?.news) change(id, { news: undefined })
    },
    keepChosen(id, chosen) {
      const chat = find(id)
      if (chat) write(chat, { chosen })
    },
  }
}
