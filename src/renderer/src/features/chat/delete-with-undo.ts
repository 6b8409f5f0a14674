/** Deletes a chat with undo: a button in the notice, and Ctrl+Z for a while. */
import { i18n } from '@/i18n'
import type { ChatId } from '@shared/ids'
import { numberStep, offerUndo } from '@/lib/undo'
import { dismiss, notify } from '@/ui/notices'
import type { ChatStore } from './store'

interface Deletion {
  readonly undo: () => void
  readonly step: number
  readonly at: number
}

/** After this long Ctrl+Z no longer undoes the deletion. */
const UNDOABLE_MS = 60_000

let last: Deletion | undefined

offerUndo({
  newest: () => (last && Date.now() - last.at <= UNDOABLE_MS ? last.step : undefined),
  undo: () => last?.undo(),
})

/** Undo also reopens a chat that was open when it was deleted. */
export function deleteWithUndo(store: ChatStore, id: ChatId): void {
  const wasOpen = store.getState().openChatId === id
  const restore = store.getState().deleteChat(id)
  noteDeletion(i18n.t('notices.chatDeleted'), () => {
    restore()
    if (wasOpen) void store.getState().openChat(id)
  })
}

/** Shows a notice about a deletion with Undo, which Ctrl+Z also triggers for a while. */
export function noteDeletion(text: string, undo: () => void): void {
  const deletion: Deletion = {
    step: numberStep(),
    at: Date.now(),
    undo: () => {
      if (last === deletion) last = undefined
      dismiss(notice)
      undo()
    },
  }
  last = deletion
  const notice = notify({ text, about: 'deletion', action: { label: i18n.t('notices.undo'), run: deletion.undo } })
}
