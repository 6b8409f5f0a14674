import type { Migration } from './migration'

/**
 * Projects are rows in the table of chats, which earlier versions of Easel would list as chats: this version keeps them
 * from opening the database. Existing rows stay as they are.
 */
export const projects: Migration = { version: 7, stores: {} }
