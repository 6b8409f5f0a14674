import type { Migration } from './migration'

/**
 * Rows can be removed. `removals` stores their keys, so that they stay removed and main's archive learns about it. The
 * bin finds deleted images by `deletedAt`. Existing rows stay as they are.
 */
export const bin: Migration = {
  version: 5,
  stores: {
    attachments: 'id, sequence, hash, createdAt, deletedAt',
    removals: 'key, [table+sequence]',
  },
}
