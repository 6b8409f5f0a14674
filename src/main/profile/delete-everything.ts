/**
 * Deletes everything that Easel has stored, at the start after the user requested it and before anything in the profile
 * is opened.
 *
 * [Note: A kill while everything is deleted] `delete-everything.json` is durable before the first file is deleted, and
 * is deleted last. So a kill leaves everything unchanged, or the next start continues. Only names that Easel and
 * Chromium use are deleted: with `--user-data-dir` the folder may contain other things.
 */
import { closeSync, fsyncSync, openSync, readdirSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs'
import { homedir } from 'node:os'
import { isAbsolute, join, relative } from 'node:path'
import { syncFolder } from './copy-aside'

export interface DeletionChoice {
  /** Whether keys, connections and all other settings stay. */
  readonly keepsKeys: boolean
}

const FILE = 'delete-everything.json'

/** Settings and keys, including files set aside and leftovers of killed writes. */
const SETTINGS = /^(?:settings|secrets)(?:\.broken-.*)?\.json(?:\.tmp-.*)?$/

/** Everything that Easel writes, except its settings. A test compares it with a used profile. */
const OWN: ReadonlySet<string> = new Set([
  'archive',
  'backup',
  'batches',
  'bin',
  'drag',
  'helpers',
  'leftovers.json',
  'ledger.log',
  'logs',
  'models',
  'objects',
  'outbox',
  'previews',
  'profile.json',
  'profile.json.tmp',
  'reserve',
  'runs',
  'session.json',
  'spool',
  'thumbnails',
  'window.json',
])
const KILLED_WRITE = /^\..+\.[0-9a-f]{12}\.tmp$/

/** What Chromium has stored for the page. */
const PAGE: ReadonlySet<string> = new Set([
  'IndexedDB',
  'Local Storage',
  'Session Storage',
  'WebStorage',
  'blob_storage',
  'File System',
  'databases',
  'Service Worker',
])

/** What Chromium recreates. It may have some of these open already, and they contain nothing made by the user. */
const CACHES: ReadonlySet<string> = new Set([
  'Cache',
  'Code Cache',
  'GPUCache',
  'DawnCache',
  'DawnGraphiteCache',
  'DawnWebGPUCache',
  'Dictionaries',
  'Network',
  'Network Persistent State',
  'Preferences',
  'Shared Dictionary',
  'SharedStorage',
  'Trust Tokens',
  'Trust Tokens-journal',
  'TransportSecurity',
  'Cookies',
  'Cookies-journal',
  'crashes',
])

/**
 * Records that everything is to be deleted. Durable when it returns: the next start deletes it. Throws the system's
 * error. Also throws if the profile is the user's home folder or contains it, because that may have a `bin` or an
 * `archive` that isn't Easel's.
 */
export function planToDeleteEverything(profile: string, choice: DeletionChoice): void {
  if (hasHome(profile)) throw new Error('the profile folder is the user’s own folder')
  const temporary = join(profile, `.${FILE}.tmp`)
  const file = openSync(temporary, 'w')
  try {
    writeSync(file, JSON.stringify(choice))
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
  renameSync(temporary, join(profile, FILE))
  syncFolder(profile)
}

/**
 * Deletes everything if that was planned. Throws the system's error if something can't be deleted. Then the next start
 * retries, and nothing may be opened before.
 */
export function finishDeletingEverything(profile: string): void {
  const choice = readPlan(profile)
  if (!choice) return
  for (const name of readdirSync(profile)) {
    const isOwn = OWN.has(name) || PAGE.has(name) || KILLED_WRITE.test(name)
    if (isOwn || (SETTINGS.test(name) && !choice.keepsKeys)) remove(join(profile, name))
    else if (CACHES.has(name)) removeIfPossible(join(profile, name))
  }
  syncFolder(profile)
  rmSync(join(profile, FILE), { force: true })
  syncFolder(profile)
}

function hasHome(folder: string): boolean {
  const path = relative(folder, homedir())
  return path === '' || !(path.startsWith('..') || isAbsolute(path))
}

function readPlan(profile: string): DeletionChoice | undefined {
  let text: string
  try {
    text = readFileSync(join(profile, FILE), 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
  const { keepsKeys } = JSON.parse(text) as Partial<DeletionChoice>
  return { keepsKeys: keepsKeys === true }
}

/** On Windows, the old process may still be closing its files. */
function remove(path: string): void {
  rmSync(path, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 })
}

function removeIfPossible(path: string): void {
  try {
    rmSync(path, { recursive: true, force: true })
  } catch {
    // It contains none of the user's data.
  }
}
