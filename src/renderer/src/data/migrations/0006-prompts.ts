import type { Migration } from './migration'

/** Adds a store for saved prompts. Other rows stay as they are. */
export const prompts: Migration = {
  version: 6,
  stores: { prompts: 'id, sequence' },
}
