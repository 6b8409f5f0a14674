/**
 * Writes whole files, so that a crash leaves either the old file or the new one.
 *
 * [Note: How a file becomes durable] Write a temporary file in the same folder, fsync it, rename it, fsync the folder.
 * The first fsync makes the bytes durable before the name points to them; the second makes the name durable. A crash
 * leaves at most a temporary file, recognizable by its name, which is deleted at the next start.
 */
import { randomBytes } from 'node:crypto'
import { mkdir, open, readFile, readdir, rename, rm, type FileHandle } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

const TEMPORARY_NAME = /^\..+\.[0-9a-f]{12}\.tmp$/

/** What Windows reports while a virus scanner or the search index has the target open. */
const HELD_OPEN: ReadonlySet<string | undefined> = new Set(['EPERM', 'EACCES', 'EBUSY'])
/** About 1.5 s in total: scanners release files within a few hundred milliseconds. */
const RENAME_PAUSES_MS = [10, 20, 50, 100, 200, 400, 800] as const

/**
 * Creates or replaces a file. Its folder must exist.
 *
 * Once it resolves, readers see the whole new content, and it survives a power failure (with `durable: false`: only a
 * crash of the process). When it rejects with the system's error, the old content is untouched and no temporary file is
 * left.
 */
export async function writeFileAtomically(
  path: string,
  data: string | Uint8Array,
  options?: { readonly durable?: boolean },
): Promise<void> {
  await replaceFile(path, (file) => file.writeFile(data), options)
}

/**
 * Like `writeFileAtomically`, for content too large for memory: `write` fills the temporary file and may read it back
 * by its path. When it rejects, nothing is replaced.
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
    // Report the write's own error. A temporary file that can't be deleted now is deleted at the next start.
    await rm(temporary, { force: true }).catch(() => undefined)
    throw error
  }
  if (durable) await syncFolder(folder)
}

/**
 * Deletes what interrupted writes left in this folder, but not in its subfolders. Only for folders that nothing is
 * writing to.
 */
export async function sweepTemporaryFiles(folder: string): Promise<number> {
  const orphans = (await namesIn(folder)).filter(isTemporaryName)
  await Promise.all(orphans.map((name) => rm(join(folder, name), { force: true })))
  return orphans.length
}

/** Whether an interrupted write may have left the file with this name. */
export function isTemporaryName(name: string): boolean {
  return TEMPORARY_NAME.test(name)
}

/** Reads a file. Undefined if it doesn't exist; rejects on other errors. */
export async function readFileIfPresent(path: string): Promise<Buffer | undefined> {
  try {
    return await readFile(path)
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined
    throw error
  }
}

/** Lists the names in a folder. Empty if it doesn't exist. */
export async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder)
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return []
    throw error
  }
}

/** Creates a folder and its parents, so that they survive a power failure. Succeeds if it exists. */
export async function createFolder(path: string): Promise<void> {
  const first = await mkdir(path, { recursive: true })
  if (first === undefined) return
  // Each new folder is an entry in its parent.
  for (let created = path; created.length >= first.length; created = dirname(created))
    await syncFolder(dirname(created))
}

/** Makes the names in a folder durable. */
export async function syncFolder(path: string): Promise<void> {
  // Windows can't open a folder for syncing and doesn't need to: NTFS logs its names.
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
