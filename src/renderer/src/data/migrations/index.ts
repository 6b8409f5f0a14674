import { initial } from './0001-initial'
import { sequences } from './0002-sequences'
import type { Migration } from './migration'

/** All versions, oldest first. */
export const migrations: readonly Migration[] = [initial, sequences]
