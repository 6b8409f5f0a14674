/**
 * Keeps disk space free for paid answers. A file of a known size is held in reserve; if the disk fills up while an
 * answer arrives, the file is deleted to make room.
 */
import { open, rm, stat, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import { createFolder } from './atomic-file'
import { storageFailureCode } from './storage-failure'

/**
 * In bytes. The largest single answer: a 4K PNG of about 20 MB as base64 in the spool. It's decoded once there's room
 * again.
 */
const RESERVE_BYTES = 32 * 1024 * 1024
/** In bytes. What a request may need in addition to the reserve: its spool, its objects, its previews. */
export const LEAST_FREE_BYTES = 64 * 1024 * 1024
/** In bytes. The reserve is written in pieces, so that no buffer of its full size is needed. */
const PIECE_BYTES = 4 * 1024 * 1024

export interface DiskSpaceParts {
  readonly folder: string
  /** Free bytes for this user on the folder's disk. For tests. */
  readonly freeBytes?: (folder: string) => Promise<number>
  readonly reserveBytes?: number
}

export class DiskSpace {
  readonly #folder: string
  readonly #path: string
  readonly #freeBytes: (folder: string) => Promise<number>
  readonly #reserveBytes: number
  #busy: Promise<unknown> = Promise.resolve()

  constructor({ folder, freeBytes = readFreeBytes, reserveBytes = RESERVE_BYTES }: DiskSpaceParts) {
    this.#folder = folder
    this.#path = join(folder, 'reserve')
    this.#freeBytes = freeBytes
    this.#reserveBytes = reserveBytes
  }

  /** Creates the reserve if it's missing. False if there isn't enough room. */
  ensureReserve(): Promise<boolean> {
    return this.#inOrder(async () => {
      const size = await stat(this.#path).then(
        (found) => found.size,
        () => 0,
      )
      if (size >= this.#reserveBytes) return true
      if ((await this.#freeBytes(this.#folder)) < this.#reserveBytes + LEAST_FREE_BYTES) return false
      await createFolder(this.#folder)
      return this.#fill()
    })
  }

  /** Whether a request may be sent: its answer must fit without the reserve. */
  async hasRoom(): Promise<boolean> {
    return (await this.#freeBytes(this.#folder)) >= LEAST_FREE_BYTES
  }

  /** Deletes the reserve. False if there was none. */
  release(): Promise<boolean> {
    return this.#inOrder(async () => {
      const hadAny = await stat(this.#path).then(
        ({ size }) => size > 0,
        () => false,
      )
      await rm(this.#path, { force: true })
      return hadAny
    })
  }

  /** Runs `write`. If the disk is full, deletes the reserve and runs it once more. */
  async withReserve<T>(write: () => Promise<T>): Promise<T> {
    try {
      return await write()
    } catch (error) {
      if (storageFailureCode(error) !== 'disk-full' || !(await this.release())) throw error
      return write()
    }
  }

  async #fill(): Promise<boolean> {
    const file = await open(this.#path, 'w')
    try {
      const piece = Buffer.alloc(PIECE_BYTES)
      for (let left = this.#reserveBytes; left > 0; left -= PIECE_BYTES) {
        await file.write(piece, 0, Math.min(left, PIECE_BYTES))
      }
      return true
    } catch {
      // There was less room than reported. A reserve that takes the last of it would do harm.
      await file.truncate(0).catch(() => undefined)
      return false
    } finally {
      await file.close()
    }
  }

  #inOrder<T>(action: () => Promise<T>): Promise<T> {
    const result = this.#busy.then(action)
    this.#busy = result.catch(() => undefined)
    return result
  }
}

/**
 * Returns the free bytes for this user on the folder's disk. Infinity if the system can't tell, since that's no reason
 * to refuse.
 */
export async function readFreeBytes(folder: string): Promise<number> {
  try {
    const { bavail, bsize } = await statfs(folder)
    return bavail * bsize
  } catch {
    return Number.POSITIVE_INFINITY
  }
}
