import type { Migration } from './migration'

/**
 * Until now nothing said which row was written when. `sequence` does, growing per store, so that what main's archive
 * lacks is found by an index; see [Note: How the two copies agree]. Rows that were there before get theirs in the order
 * of their keys. `hash` finds the rows of an image, `preview.picture.hash` the answers that failed and kept one.
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
