/**
 * Handles profiles of other versions. An older one is copied aside before anything in it is changed, and then its files
 * are rewritten; a newer one is left unchanged.
 *
 * Synchronous, because it runs before everything else at start, and reads only one small file if nothing has changed.
 *
 * [Note: A kill during an upgrade] `profile.json` has the new version, and the old one as `from`, before the first file
 * is rewritten, and loses `from` after the last. So an older Easel never opens a half-rewritten profile, the next start
 * continues where this one ended, and files that are already rewritten are never copied.
 */
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { copyAside, deleteOldCopies, hasOldFiles, syncFolder } from './copy-aside'
import { MIGRATIONS, PROFILE_VERSION, type Migration } from './migrations'

const FILE = 'profile.json'

export type ProfileState = { readonly kind: 'ready' } | UnopenedProfile

export type UnopenedProfile =
  /** Nothing in the profile may be changed. */
  | { readonly kind: 'newer' }
  /**
   * There's no room for the copy, or the disk can't be written. Nothing in the profile may be changed before it's
   * copied. The next start retries.
   */
  | { readonly kind: 'not-upgraded'; readonly error: unknown }

export interface Upgrade {
  readonly version: number
  readonly migrations: readonly Migration[]
  readonly now: () => number
}

/** Call it before anything in the profile is opened. */
export function prepareProfile(
  folder: string,
  { version, migrations, now }: Upgrade = { version: PROFILE_VERSION, migrations: MIGRATIONS, now: Date.now },
): ProfileState {
  const found = readStamp(folder)
  if (found.version > version) return { kind: 'newer' }
  if (found.version === version && found.from === undefined) return { kind: 'ready' }
  const hasFiles = hasOldFiles(folder)
  try {
    const from = found.from ?? found.version
    if (hasFiles) {
      if (found.from === undefined) copyAside(folder, from, new Date(now()))
      writeStamp(folder, { version, from })
      for (const { to, rewrite } of migrations) if (to > from) rewrite(folder)
    }
    writeStamp(folder, { version })
  } catch (error) {
    // A new profile has nothing to lose. Disk problems are reported when they matter.
    return hasFiles ? { kind: 'not-upgraded', error } : { kind: 'ready' }
  }
  try {
    deleteOldCopies(folder)
  } catch {
    // They only use space, until the next upgrade.
  }
  return { kind: 'ready' }
}

interface Stamp {
  readonly version: number
  /** The version from which an unfinished upgrade started. */
  readonly from?: number
}

/** Reads the version. 1 for profiles without a version file, or with an unreadable one. */
function readStamp(folder: string): Stamp {
  try {
    const { version, from } = JSON.parse(readFileSync(join(folder, FILE), 'utf8')) as Record<string, unknown>
    if (typeof version !== 'number') return { version: 1 }
    return { version, ...(typeof from === 'number' && { from }) }
  } catch {
    return { version: 1 }
  }
}

function writeStamp(folder: string, stamp: Stamp): void {
  const temporary = join(folder, `${FILE}.tmp`)
  try {
    const file = openSync(temporary, 'w')
    try {
      writeSync(file, JSON.stringify(stamp))
      fsyncSync(file)
    } finally {
      closeSync(file)
    }
    renameSync(temporary, join(folder, FILE))
  } catch (error) {
    try {
      rmSync(temporary, { force: true })
    } catch {
      // The next start overwrites it.
    }
    throw error
  }
  syncFolder(folder)
}
