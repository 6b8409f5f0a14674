/**
 * Which version of the profile's files this Easel writes, and what happens to a profile of another one: an older one is
 * copied aside before anything in it is changed, a newer one is left alone.
 *
 * Synchronous, because it comes before everything else at a start, and is one small file when nothing has changed.
 */
import {
  closeSync,
  cpSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'

/**
 * 1: one OpenAI key and address (until 0.1; these profiles have no version file). 2: connections.
 *
 * Raise it with every change of a stored form that an earlier version would misread.
 */
export const PROFILE_VERSION = 2

const FILE = 'profile.json'

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
  'outbox',
  'archive',
] as const

export type ProfileState =
  | { readonly kind: 'ready' }
  /** Nothing in it may be touched. */
  | { readonly kind: 'newer' }
  /** There's no room for the copy, or the disk can't be written. It's opened all the same, and tried at the next start. */
  | { readonly kind: 'not-copied'; readonly error: unknown }

/** Call it before anything of the profile is opened. */
export function prepareProfile(folder: string): ProfileState {
  const version = readVersion(folder)
  if (version > PROFILE_VERSION) return { kind: 'newer' }
  if (version === PROFILE_VERSION) return { kind: 'ready' }
  try {
    copyAside(folder, version)
    writeVersion(folder)
    return { kind: 'ready' }
  } catch (error) {
    return { kind: 'not-copied', error }
  }
}

/** 1 for profiles of before there were versions. A file that can't be read says nothing of a newer version. */
function readVersion(folder: string): number {
  try {
    const { version } = JSON.parse(readFileSync(join(folder, FILE), 'utf8')) as { version?: unknown }
    return typeof version === 'number' ? version : 1
  } catch {
    return 1
  }
}

/** The copy appears under its name when it's whole; what a kill has left of one is deleted first. */
function copyAside(folder: string, version: number): void {
  const copy = join(folder, `before-version-${version + 1}`)
  const unfinished = `${copy}.unfinished`
  const present = COPIED.filter((name) => existsSync(join(folder, name)))
  if (present.length === 0 || existsSync(copy)) return
  rmSync(unfinished, { recursive: true, force: true })
  mkdirSync(unfinished)
  for (const name of present) {
    cpSync(join(folder, name), join(unfinished, name), { recursive: true, preserveTimestamps: true })
  }
  renameSync(unfinished, copy)
}

function writeVersion(folder: string): void {
  const temporary = join(folder, `${FILE}.tmp`)
  const file = openSync(temporary, 'w')
  try {
    writeSync(file, JSON.stringify({ version: PROFILE_VERSION }))
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
  renameSync(temporary, join(folder, FILE))
}
