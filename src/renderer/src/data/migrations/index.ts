import { initial } from './0001-initial'
import { sequences } from './0002-sequences'
import type { Migration } from './migration'

/** Every version there ever was, oldest first. */
export const migrations: readonly Migration[] = [initial, sequences]
