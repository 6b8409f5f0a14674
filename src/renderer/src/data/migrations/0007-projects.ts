import type { Migration } from './migration'

/**
 * Projects have rows beside those of chats, which earlier versions of Easel would list as chats: this version keeps the
 * database from them. Rows that were there before stay as they are.
 */
export const projects: Migration = { version: 7, stores: {} }
