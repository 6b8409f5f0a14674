/**
 * Deletes everything that Easel has stored, at the start after the user asked for it: before anything of the profile is opened.
 *
 * [Note: A kill while everything is deleted] `delete-everything.json` is durable before the first file goes, and goes after the
 * last. So a kill leaves everything as it was, or the next start goes on. Only names that Easel and Chromium use are deleted:
 * with `--user-data-dir` the folder may have other things in it.
 */
import { closeSync, fsyncSync, openSync, readdirSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs'
import { homedir } from 'node:os'
import { isAbsolute, join, relative } from 'node:path'
import { syncFolder } from './copy-aside'

export interface DeletionChoice {
  /** Keys, connections and all other settings stay. */
  readonly keepsKeys: boolean
}

const FILE = 'delete-everything.json'

/** Of settings and keys, with what was set aside of them and what killed writes have left. */
const SETTINGS = /^(?:settings|secrets)(?:\.broken-.*)?\.json(?:\.tmp-.*)?$/

/** Everything that Easel writes, but its settings. A test compares it with a profile that was used. */
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

/** What Chromium has stored of the page. */
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

/** What Chromium makes again. It may hold some of them already, and they have nothing that the user made. */
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
 * Writes down that everything is to go. Durable when it returns: the next start deletes it. Throws the system's error, and where
 * the profile is the user's own folder or above it: that one has a `bin` or an `archive` that isn't Easel's.
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
 * Deletes what was planned, if anything was. Throws the system's error when something can't be deleted: then the next start
 * tries again, and nothing may be opened before.
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

/** The old process may still be closing its files on Windows. */
function remove(path: string): void {
  rmSync(path, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 })
}

function removeIfPossible(path: string): void {
  try {
    rmSync(path, { recursive: true, force: true })
  } catch {
    // Nothing in it is the user's.
  }
}
