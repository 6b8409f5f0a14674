/**
 * The version of the profile's files that this Easel writes, and the migrations from earlier ones.
 *
 * 1: one key and one address (until 0.1; these profiles have no version file). 2: connections. 3: run records of
 * version 2, usage as lines, answers made of parts.
 */

/** Raise it with every change of a stored format that an earlier version would misread. */
export const PROFILE_VERSION = 3

/** Rewrites stored files at the first start of a version that stores them in another format. */
export interface Migration {
  /** The resulting version. */
  readonly to: number
  /**
   * Runs before anything in the profile is opened, after the old files were copied aside (`COPIED` in copy-aside.ts).
   * After a kill it runs again, so skip files that already have the new format, and replace others atomically by
   * renaming. Throws the system's error if the disk refuses; Easel then doesn't start.
   */
  readonly rewrite: (profile: string) => void
}

/** In order. Versions without a migration, such as 2 and 3, are handled when files are read. */
export const MIGRATIONS: readonly Migration[] = []
