import type { Migration } from './migration'

/** Images can have names: `referenceName` finds the few that have one. Existing rows stay as they are. */
export const references: Migration = {
  version: 8,
  stores: { attachments: 'id, sequence, hash, createdAt, deletedAt, referenceName' },
}
