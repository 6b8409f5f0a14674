import type { Migration } from './migration'

/** Saved prompts get a store of their own. Other rows stay as they are. */
export const prompts: Migration = {
  version: 6,
  stores: { prompts: 'id, sequence' },
}
