import type { Migration } from './migration'

/**
 * Answers are made of parts, usage of lines, and questions can have images. Rows that were there before stay as they are:
 * they say the same in other words, which `features/chat/mapping.ts` reads. New rows say more than version 2 understands,
 * and this version keeps it from them. `preview.image.hash` does for them what `preview.picture.hash` does for old ones.
 */
export const inputImages: Migration = {
  version: 3,
  stores: { messages: 'id, chatId, unsettled, sequence, preview.picture.hash, preview.image.hash' },
}
