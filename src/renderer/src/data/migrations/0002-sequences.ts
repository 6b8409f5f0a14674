import type { Migration } from './migration'

/**
 * Until now rows had no order of writing. `sequence` adds one, growing per store, so that an index finds what main's
 * archive lacks; see [Note: How the two copies agree]. Existing rows get theirs in the order of their keys. `hash`
 * finds the rows of an image, `preview.picture.hash` the failed answers that kept one.
 */
export const sequences: Migration = {
  version: 2,
  stores: {
    chats: 'id, sequence',
    messages: 'id, chatId, unsettled, sequence, preview.picture.hash',
    attachments: 'id, sequence, hash',
    messageAttachments: '[messageId+attachmentId], messageId, attachmentId, sequence',
  },
  async upgrade(transaction) {
    for (const store of ['chats', 'messages', 'attachments', 'messageAttachments']) {
      let sequence = 0
      await transaction
        .table<{ sequence?: number }>(store)
        .toCollection()
        .modify((row) => {
          sequence += 1
          row.sequence = sequence
        })
    }
  },
}
