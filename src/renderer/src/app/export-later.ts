import type { ChatId } from '@shared/ids'
import type { Client } from '@/bridge/client'
import type { ChatStore } from '@/features/chat/store'
import { notifyFailure } from '@/ui/notices'

/** Loads the export code and saves a chat where the user chooses. */
export function exportChatLater(store: ChatStore, client: Client, id: ChatId): void {
  void import('./export-chat').then(({ exportChat }) => exportChat(store, client, id)).catch(notifyFailure)
}
