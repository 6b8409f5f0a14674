/**
 * What happens to a profile of another version: an older one is copied aside before anything in it is changed, then its
 * files are rewritten; a newer one is left alone.
 *
 * Synchronous, because it comes before everything else at a start, and is one small file when nothing has changed.
 *
 * [Note: A kill during an upgrade] `profile.json` has the new version, and the old one as `from`, before the first file
 * is rewritten, and loses `from` after the last. So an older Easel never opens a profile that is half rewritten, the next
 * start goes on where this one ended, and the copy is never made of files that are rewritten already.
 */
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { copyAside, deleteOldCopies, hasOldFiles, syncFolder } from './copy-aside'
import { MIGRATIONS, PROFILE_VERSION, type Migration } from './migrations'

const FILE = 'profile.json'

export type ProfileState = { readonly kind: 'ready' } | UnopenedProfile

export type UnopenedProfile =
  /** Nothing in it may be touched. */
  | { readonly kind: 'newer' }
  /**
   * There's no room for the copy, or the disk can't be written. Nothing in it may be touched before it was copied; the
   * next start tries again.
   */
  | { readonly kind: 'not-upgraded'; readonly error: unknown }

export interface Upgrade {
  readonly version: number
  readonly migrations: readonly Migration[]
  readonly now: () => number
}

/** Call it before anything of the profile is opened. */
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
    // A new profile has nothing to lose. Whatever the disk has, those who need it will say.
    return hasFiles ? { kind: 'not-upgraded', error } : { kind: 'ready' }
  }
  try {
    deleteOldCopies(folder)
  } catch {
    // They only take space, until the next upgrade.
  }
  return { kind: 'ready' }
}

interface Stamp {
  readonly version: number
  /** The version that an unfinished upgrade began with. */
  readonly from?: number
}

/** Version 1 for profiles of before there were versions. A file that can't be read says nothing of a newer version. */
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
