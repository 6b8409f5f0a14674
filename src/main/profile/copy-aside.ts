/**
 * Copies the profile's files as an earlier version left them to `backup/<version>-<time>`. A copy gets that name only
 * once it's complete and durable. To go back, replace the profile's files with it and start that version of Easel.
 */
import {
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import { dirname, join } from 'node:path'

/**
 * What a migration may change. Images and raw answers are never changed, and are far larger; Chromium's own files can
 * be recreated from the archive.
 */
const COPIED = [
  'settings.json',
  'secrets.json',
  'session.json',
  'window.json',
  'ledger.log',
  'runs',
  'helpers',
  'batches',
  'outbox',
  'models',
  'archive',
] as const

const FOLDER = 'backup'
const NAME = /^(\d+)-(\d{4}-.+Z)$/
const MOST_COPIES = 2

/** By far the largest files, and never changed under their name: a hard link to them is enough. */
const NEVER_CHANGES = /^snapshot-\d+\.log$/

/** Whether the profile contains anything that could be lost. */
export function hasOldFiles(profile: string): boolean {
  return COPIED.some((name) => existsSync(join(profile, name)))
}

/** Throws the system's error if there's no room. Then the profile is unchanged and no partial copy is left. */
export function copyAside(profile: string, version: number, at: Date): void {
  const folder = join(profile, FOLDER)
  const copy = join(folder, `${version}-${at.toISOString().replace(/[:.]/g, '-')}`)
  const unfinished = `${copy}.unfinished`
  try {
    mkdirSync(folder, { recursive: true })
    sweep(folder)
    mkdirSync(unfinished)
    // Include its version, so that the version that wrote it opens it again.
    for (const name of [...COPIED, 'profile.json']) copyAll(join(profile, name), join(unfinished, name))
    syncFolder(unfinished)
    renameSync(unfinished, copy)
    syncFolder(folder)
    syncFolder(profile)
  } catch (error) {
    try {
      rmSync(unfinished, { recursive: true, force: true })
    } catch {
      // The next start deletes it. The first error is the one that matters.
    }
    throw error
  }
}

/** Keeps the newest copy of each of the two newest versions, and deletes the others. */
export function deleteOldCopies(profile: string): void {
  const folder = join(profile, FOLDER)
  if (!existsSync(folder)) return
  sweep(folder)
  const newestFirst = readdirSync(folder)
    .flatMap((name) => {
      const [, version, time] = NAME.exec(name) ?? []
      return version === undefined || time === undefined ? [] : [{ name, version: Number(version), time }]
    })
    .sort((one, other) => other.version - one.version || (one.time < other.time ? 1 : -1))
  const kept = newestFirst
    .filter(({ version }, index) => version !== newestFirst[index - 1]?.version)
    .slice(0, MOST_COPIES)
  for (const copy of newestFirst) {
    if (!kept.includes(copy)) rmSync(join(folder, copy.name), { recursive: true, force: true })
  }
}

/** Deletes unfinished copies left by kills. */
function sweep(folder: string): void {
  for (const name of readdirSync(folder)) {
    if (name.endsWith('.unfinished')) rmSync(join(folder, name), { recursive: true, force: true })
  }
}

function copyAll(from: string, to: string): void {
  const found = statSync(from, { throwIfNoEntry: false })
  if (found?.isFile()) return copyFile(from, to)
  if (!found?.isDirectory()) return
  mkdirSync(to)
  for (const name of readdirSync(from)) copyAll(join(from, name), join(to, name))
  syncFolder(to)
}

function copyFile(from: string, to: string): void {
  if (NEVER_CHANGES.test(to.slice(dirname(to).length + 1)) && canLink(from, to)) return
  copyFileSync(from, to)
  syncFile(to)
}

/** Some file systems don't support hard links. */
function canLink(from: string, to: string): boolean {
  try {
    linkSync(from, to)
    return true
  } catch {
    return false
  }
}

function syncFile(path: string): void {
  // Windows only syncs files that are open for writing.
  const file = openSync(path, 'r+')
  try {
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}

/** Makes the names in a folder durable. */
export function syncFolder(path: string): void {
  // Windows can't open a folder for syncing and doesn't need to: NTFS logs its names.
  if (process.platform === 'win32') return
  const folder = openSync(path, 'r')
  try {
    fsyncSync(folder)
  } finally {
    closeSync(folder)
  }
}
