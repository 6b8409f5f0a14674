import type { Migration } from './migration'

/**
 * The first version. Only answers in progress have `unsettled`, so its index stays tiny whatever the number of
 * messages.
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
