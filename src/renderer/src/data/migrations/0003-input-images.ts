import type { Migration } from './migration'

/**
 * Answers consist of parts, usage of lines, and questions can have images. Existing rows stay as they are: they contain
 * the same in another form, which `features/chat/mapping.ts` reads. New rows contain more than version 2 understands,
 * so this version keeps older apps from opening them. `preview.image.hash` replaces `preview.picture.hash` for new
 * rows.
 */
export const inputImages: Migration = {
  version: 3,
  stores: { messages: 'id, chatId, unsettled, sequence, preview.picture.hash, preview.image.hash' },
}
