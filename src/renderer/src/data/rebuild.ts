/**
 * Replaces a database that repeatedly can't be opened with a new one, which is then filled from main's archive. Most
 * causes are gone by the next attempt, so this is the last resort.
 */
import { Dexie, type DexieError } from 'dexie'
import { NO_SEQUENCES, isBehind } from '@shared/archive'
import type { ArchiveCopy } from './archive/archive-copy'
import type { EaselDatabase } from './database'
import { getDataProblem } from './problem'

/** With the pauses in between (1, 2, 4, 8 s) about 15 seconds. No virus scanner locks a file that long. */
const MAX_TRIES = 5

/** Consecutive failures to open each database. */
const failures = new Map<string, number>()

export async function openOrRebuild(
  database: EaselDatabase,
  copy: ArchiveCopy,
  open: () => Promise<EaselDatabase>,
): Promise<EaselDatabase> {
  const { name } = database
  try {
    const opened = await open()
    failures.delete(name)
    return opened
  } catch (error) {
    if (getDataProblem(error) !== 'unavailable' || isKept(error)) throw error
    const count = (failures.get(name) ?? 0) + 1
    failures.set(name, count)
    if (count < MAX_TRIES || !(await hasRows(copy))) throw error
    failures.delete(name)
    database.close()
    await Dexie.delete(name)
    return open()
  }
}

/** Without rows for the new database, nothing would be gained. */
async function hasRows(copy: ArchiveCopy): Promise<boolean> {
  const state = await copy.state().catch(() => null)
  return state !== null && isBehind(NO_SEQUENCES, state.sequences)
}

/**
 * If the disk is full, deleting doesn't help: the rows are intact, and there's no room for new ones. A database that
 * doesn't answer may just be slow.
 */
function isKept(error: unknown): boolean {
  // Dexie keeps the browser's own error in `inner`.
  for (let current = error; current instanceof Error; current = current.cause ?? (current as DexieError).inner) {
    if (current.name === 'QuotaExceededError' || current.name === 'TimeoutError') return true
  }
  return false
}
