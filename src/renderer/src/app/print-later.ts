import type { ChatId } from '@shared/ids'
import type { Client } from '@/bridge/client'
import type { ChatStore } from '@/features/chat/store'
import { notifyFailure } from '@/ui/notices'

/** Allows one print dialog at a time: it isn't modal on every system. */
let isPrinting = false

/** Prints a chat, in the versions on screen. */
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
