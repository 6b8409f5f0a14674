import type { ChatId } from '@shared/ids'
import type { Client } from '@/bridge/client'
import type { ChatStore } from '@/features/chat/store'
import { notifyFailure } from '@/ui/notices'

/** Saves a chat as a file where the user chooses. */
export function exportChatLater(store: ChatStore, client: Client, id: ChatId): void {
  void import('./export-chat').then(({ exportChat }) => exportChat(store, client, id)).catch(notifyFailure)
}
