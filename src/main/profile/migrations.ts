/**
 * Which version of the profile's files this Easel writes, and what leads to it from earlier ones.
 *
 * 1: one key and one address (until 0.1; these profiles have no version file). 2: connections. 3: run
 * records of version 2, usage as lines, answers made of parts.
 */

/** Raise it with every change of a stored form that an earlier version would misread. */
export const PROFILE_VERSION = 3

/** Rewrites stored files, at the first start of a version that stores them in another form. */
export interface Migration {
  /** The version that it leads to. */
  readonly to: number
  /**
   * Runs before anything of the profile is opened, when the old files were copied aside (`COPIED` in copy-aside.ts). A
   * kill runs it again: leave files that have the new form already, and replace others whole, by a rename. Throws the
   * system's error when the disk refuses; Easel then doesn't start.
   */
  readonly rewrite: (profile: string) => void
}

/** In order. A version without one is understood by those who read the files: 2 and 3 are. */
export const MIGRATIONS: readonly Migration[] = []
