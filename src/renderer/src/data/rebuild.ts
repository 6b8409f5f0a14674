/**
 * A database that does not open, however often it is tried, is given up for a new one, which is then filled from main's
 * archive. What is in the way of opening is mostly over by the next try, so that is the last resort.
 */
import { Dexie, type DexieError } from 'dexie'
import { NO_SEQUENCES, isBehind } from '@shared/archive'
import type { ArchiveCopy } from './archive/archive-copy'
import type { EaselDatabase } from './database'
import { dataProblemOf } from './problem'

/** With the pauses between tries (1, 2, 4, 8 s) this is a quarter of a minute: no virus scanner holds on for so long. */
const MAX_TRIES = 5

/** Failures to open in a row, per database. */
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
    if (dataProblemOf(error) !== 'unavailable' || isFull(error)) throw error
    const count = (failures.get(name) ?? 0) + 1
    failures.set(name, count)
    if (count < MAX_TRIES || !(await hasRows(copy))) throw error
    failures.delete(name)
    database.close()
    await Dexie.delete(name)
    return open()
  }
}

/** Without rows to fill the new one with, nothing would be gained. */
async function hasRows(copy: ArchiveCopy): Promise<boolean> {
  const state = await copy.state().catch(() => null)
  return state !== null && isBehind(NO_SEQUENCES, state.sequences)
}

/** Deleting helps nobody whose disk is full: the rows are fine, and there is no room for new ones. */
function isFull(error: unknown): boolean {
  // Dexie keeps the browser's own error as `inner`.
  for (let current = error; current instanceof Error; current = current.cause ?? (current as DexieError).inner) {
    if (current.name === 'QuotaExceededError') return true
  }
  return false
}
