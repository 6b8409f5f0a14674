import type { Migration } from './migration'

/**
 * Rows can be removed. `removals` remembers their keys, so that they stay removed and main's archive learns of it. The bin
 * finds deleted images by `deletedAt`. Rows that were there before stay as they are.
 */
export const bin: Migration = {
  version: 5,
  stores: {
    attachments: 'id, sequence, hash, createdAt, deletedAt',
    removals: 'key, [table+sequence]',
  },
}
