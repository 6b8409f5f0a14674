/**
 * Copies of the profile's files as an earlier version left them, in `backup/<version>-<time>`. A copy has that name only
 * once it is whole and durable. To go back, put its files in place of the profile's and start that version of Easel.
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
 * What a migration may change. Images and raw answers are never changed, and are far larger; Chromium's own files can be
 * made anew from the archive.
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

/** By far the largest, and never written again under their name: a second name for them is enough. */
const NEVER_CHANGES = /^snapshot-\d+\.log$/

/** Whether the profile has anything that could be lost. */
export function hasOldFiles(profile: string): boolean {
  return COPIED.some((name) => existsSync(join(profile, name)))
}

/** Throws the system's error when there is no room; the profile is as before then, without half a copy. */
export function copyAside(profile: string, version: number, at: Date): void {
  const folder = join(profile, FOLDER)
  const copy = join(folder, `${version}-${at.toISOString().replace(/[:.]/g, '-')}`)
  const unfinished = `${copy}.unfinished`
  try {
    mkdirSync(folder, { recursive: true })
    sweep(folder)
    mkdirSync(unfinished)
    // With its version, so that the version that wrote it opens it again.
    for (const name of [...COPIED, 'profile.json']) copyAll(join(profile, name), join(unfinished, name))
    syncFolder(unfinished)
    renameSync(unfinished, copy)
    syncFolder(folder)
    syncFolder(profile)
  } catch (error) {
    try {
      rmSync(unfinished, { recursive: true, force: true })
    } catch {
      // The next start sweeps it. The error that matters is the first one.
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

/** Deletes what kills have left of copies. */
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

/** Some file systems have no links. */
function canLink(from: string, to: string): boolean {
  try {
    linkSync(from, to)
    return true
  } catch {
    return false
  }
}

function syncFile(path: string): void {
  // Windows only syncs what may be written.
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
