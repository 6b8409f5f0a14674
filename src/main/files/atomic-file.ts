/**
 * Whole files that are either the old one or the new one, whatever happens in between.
 *
 * [Note: How a file becomes durable] Temporary file in the same folder, write, fsync, rename, fsync of the folder. The
 * first fsync puts the bytes on the disk before the name points at them, the second one puts the name there. A crash
 * leaves at most a temporary file, whose name says so and which the next start sweeps away.
 */
import { randomBytes } from 'node:crypto'
import { mkdir, open, readFile, readdir, rename, rm, type FileHandle } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

const TEMPORARY_NAME = /^\..+\.[0-9a-f]{12}\.tmp$/

/** What Windows says while a virus scanner or the search index still holds the target open. */
const HELD_OPEN: ReadonlySet<string | undefined> = new Set(['EPERM', 'EACCES', 'EBUSY'])
/** Together about 1.5 s: scanners let go within some hundred milliseconds. */
const RENAME_PAUSES_MS = [10, 20, 50, 100, 200, 400, 800] as const

/**
 * Replaces or creates a file. The folder must exist.
 *
 * Once it resolves, readers see the whole new content, and it survives a power failure; with `durable: false` only a
 * crash of the process. When it rejects (with the system's error) the old content is untouched and no temporary file
 * is left behind.
 */
export async function writeFileAtomically(
  path: string,
  data: string | Uint8Array,
  options?: { readonly durable?: boolean },
): Promise<void> {
  await replaceFile(path, (file) => file.writeFile(data), options)
}

/**
 * As `writeFileAtomically`, for what is too large to be held in memory: `write` fills the temporary file, and may read
 * it back by its path. When it rejects, nothing is replaced.
 */
export async function replaceFile(
  path: string,
  write: (file: FileHandle, temporary: string) => Promise<void>,
  { durable = true }: { readonly durable?: boolean } = {},
): Promise<void> {
  const folder = dirname(path)
  const temporary = join(folder, `.${basename(path)}.${randomBytes(6).toString('hex')}.tmp`)
  try {
    const file = await open(temporary, 'wx')
    try {
      await write(file, temporary)
      if (durable) await file.sync()
    } finally {
      await file.close()
    }
    await renameOver(temporary, path)
  } catch (error) {
    // The write's own error is the one to report; a temporary file that cannot be removed is swept at the next start.
    await rm(temporary, { force: true }).catch(() => undefined)
    throw error
  }
  if (durable) await syncFolder(folder)
}

/** Removes what interrupted writes left in this folder (not below it). Only for folders that nobody is writing to. */
export async function sweepTemporaryFiles(folder: string): Promise<number> {
  const orphans = (await namesIn(folder)).filter((name) => TEMPORARY_NAME.test(name))
  await Promise.all(orphans.map((name) => rm(join(folder, name), { force: true })))
  return orphans.length
}

/** The file's bytes, or undefined when there is no such file. Other errors reject. */
export async function readFileIfPresent(path: string): Promise<Buffer | undefined> {
  try {
    return await readFile(path)
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined
    throw error
  }
}

/** Names in a folder; none when the folder does not exist. */
export async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder)
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return []
    throw error
  }
}

/** Creates a folder and those above it, so that they survive a power failure. An existing one is success. */
export async function createFolder(path: string): Promise<void> {
  const first = await mkdir(path, { recursive: true })
  if (first === undefined) return
  // Every new folder is an entry in the one above it.
  for (let created = path; created.length >= first.length; created = dirname(created))
    await syncFolder(dirname(created))
}

/** Makes the names in a folder durable. */
export async function syncFolder(path: string): Promise<void> {
  // Windows cannot open a folder for syncing, and needs no such thing: NTFS keeps names in its own log.
  if (process.platform === 'win32') return
  const folder = await open(path, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}

export function errorCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined
}

async function renameOver(from: string, to: string): Promise<void> {
  if (process.platform !== 'win32') return rename(from, to)
  for (const pauseMs of RENAME_PAUSES_MS) {
    try {
      return await rename(from, to)
    } catch (error) {
      if (!HELD_OPEN.has(errorCode(error))) throw error
      await pause(pauseMs)
    }
  }
  return rename(from, to)
}
