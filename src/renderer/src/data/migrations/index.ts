import { initial } from './0001-initial'
import type { Migration } from './migration'

/** Every version there ever was, oldest first. */
export const migrations: readonly Migration[] = [initial]
