import type { Migration } from './migration'

/**
 * Nothing was there before. `unsettled` exists only in answers that are still being made, so its index stays tiny
 * however many messages there are.
 */
export const initial: Migration = {
  version: 1,
  stores: {
    chats: 'id',
    messages: 'id, chatId, unsettled',
    attachments: 'id',
    messageAttachments: '[messageId+attachmentId], messageId, attachmentId',
  },
}
