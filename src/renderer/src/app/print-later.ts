import type { ChatId } from '@shared/ids'
import type { Client } from '@/bridge/client'
import type { ChatStore } from '@/features/chat/store'
import { notifyFailure } from '@/ui/notices'

/** One dialog at a time: the system's doesn't keep the page from being used everywhere. */
let isPrinting = false

/** Prints a chat, in the versions that are on screen. */
export function printChatLater(store: ChatStore, client: Client, id: ChatId): void {
  if (isPrinting) return
  isPrinting = true
  void import('./print-chat')
    .then(({ printChat }) => printChat(store, client, id))
    .catch(notifyFailure)
    .finally(() => {
      isPrinting = false
    })
}
