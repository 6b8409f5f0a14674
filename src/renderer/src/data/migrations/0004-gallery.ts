import type { Migration } from './migration'

/**
 * The gallery shows the images of all chats by age, and which of them were attached to a question: `createdAt` and
 * `role` find both without reading every row. Existing rows stay as they are; few of them have a `role`.
 */
export const gallery: Migration = {
  version: 4,
  stores: {
    attachments: 'id, sequence, hash, createdAt',
    messageAttachments: '[messageId+attachmentId], messageId, attachmentId, sequence, role',
  },
}
