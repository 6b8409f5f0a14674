import { createReadStream } from 'node:fs'
import { mkdir, open, rm, stat, type FileHandle } from 'node:fs/promises'
import { join } from 'node:path'
import type { DiskSpace } from '../files/disk-space'
import type { RunId } from '@shared/ids'

/** One call and at most five retries (`settings.automaticRetries`). */
const MOST_ATTEMPTS = 6

/**
 * Stores the providers' answers byte for byte as they arrive, until their images are stored. They were paid for, so
 * they're deleted only then.
 */
export class Spool {
  readonly #directory: string

  constructor(directory: string) {
    this.#directory = directory
  }

  /** Opens an empty file for an attempt of this run (attempts count from 1). */
  async open(id: RunId, attempt: number): Promise<SpoolFile> {
    await mkdir(this.#directory, { recursive: true })
    return new SpoolFile(await open(this.getPath(id, attempt), 'w'))
  }

  /** Returns the stored bytes. Undefined if none had arrived. The file is open only while it's being read. */
  async read(id: RunId, attempt: number): Promise<AsyncIterable<Uint8Array> | undefined> {
    return (await this.has(id, attempt)) ? readLazily(this.getPath(id, attempt)) : undefined
  }

  /** Whether any part of an answer is stored. */
  async has(id: RunId, attempt: number): Promise<boolean> {
    const found = await stat(this.getPath(id, attempt)).catch(() => undefined)
    return found !== undefined && found.isFile() && found.size > 0
  }

  /** Returns the path of the run's newest stored answer. The file outlives the run's record. */
  async newest(id: RunId): Promise<string | undefined> {
    for (let attempt = MOST_ATTEMPTS; attempt > 0; attempt -= 1) {
      if (await this.has(id, attempt)) return this.getPath(id, attempt)
    }
    return undefined
  }

  async remove(id: RunId, attempt: number): Promise<void> {
    await rm(this.getPath(id, attempt), { force: true })
  }

  /** Deletes everything stored for a run. Returns the number of bytes. */
  async removeAll(id: RunId): Promise<number> {
    let bytes = 0
    for (let attempt = MOST_ATTEMPTS; attempt > 0; attempt -= 1) {
      bytes += (await stat(this.getPath(id, attempt)).catch(() => undefined))?.size ?? 0
      await this.remove(id, attempt)
    }
    return bytes
  }

  getPath(id: RunId, attempt: number): string {
    return join(this.#directory, `${id}.${attempt}`)
  }
}

/** Opens the file on first read. A stream created earlier would leave it open if it's never read. */
async function* readLazily(path: string): AsyncGenerator<Uint8Array> {
  yield* createReadStream(path) as AsyncIterable<Uint8Array>
}

/** One answer being written. Writes stay in order. Once `append` has resolved, its bytes survive a crash of the app. */
export class SpoolFile {
  readonly #file: FileHandle
  #isOpen = true

  constructor(file: FileHandle) {
    this.#file = file
  }

  /**
   * Appends bytes. If the disk is full and `disk` is given, frees its reserve and continues after the bytes already
   * written.
   */
  async append(bytes: Uint8Array, disk?: Pick<DiskSpace, 'withReserve'>): Promise<void> {
    let written = 0
    const write = async (): Promise<void> => {
      while (written < bytes.byteLength) {
        const { bytesWritten } = await this.#file.write(bytes, written)
        written += bytesWritten
      }
    }
    await (disk ? disk.withReserve(write) : write())
  }

  /** Closes the file; idempotent. With `sync` the bytes also survive a power failure. */
  async close({ sync = false } = {}): Promise<void> {
    if (!this.#isOpen) return
    this.#isOpen = false
    try {
      if (sync) await this.#file.sync()
    } finally {
      await this.#file.close()
    }
  }
}
