/**
 * Pictures on disk: immutable files named by the SHA-256 of their bytes, `ab/<sha256>.<ext>`. The same bytes are stored
 * once, however often they arrive, so storing is safe to repeat after a crash. What is no sound image never gets in.
 */
import { createReadStream } from 'node:fs'
import { constants, lstat, open, readFile, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createHash, webcrypto } from 'node:crypto'
import { isObjectHash, type ObjectHash } from '@shared/ids'
import type { ImageFormat } from '@shared/image-options'
import type { Picture } from '@shared/run'
import {
  createFolder,
  errorCode,
  namesIn,
  sweepTemporaryFiles,
  syncFolder,
  writeFileAtomically,
} from '../files/atomic-file'
import { inspectImage } from './inspect-image'

export interface StoredObject {
  readonly path: string
  readonly format: ImageFormat
  readonly bytes: number
}

const EXTENSIONS = { png: 'png', jpeg: 'jpg', webp: 'webp' } as const satisfies Record<ImageFormat, string>
const FORMATS = Object.keys(EXTENSIONS) as readonly ImageFormat[]
const SHARD = /^[0-9a-f]{2}$/

/** The file name extension, without dot, on disk, in Blob and in the save dialog. */
export function extensionOf(format: ImageFormat): string {
  return EXTENSIONS[format]
}

export interface ObjectStoreParts {
  readonly directory: string
  /** Hears of each file that was set aside because its bytes had changed. */
  readonly onDamaged?: (hash: ObjectHash) => void
}

export class ObjectStore {
  readonly #directory: string
  readonly #onDamaged: (hash: ObjectHash) => void
  /** Pictures that this life of the app has found sound. */
  readonly #known = new Set<ObjectHash>()

  constructor({ directory, onDamaged = () => undefined }: ObjectStoreParts) {
    this.#directory = directory
    this.#onDamaged = onDamaged
  }

  /**
   * Stores the bytes, which must not be changed meanwhile. Once it resolves the picture survives a power failure; with
   * `durable: false` only a crash of the process. Rejects with `UnsoundImage`, having written nothing, or with the
   * system's error, leaving nothing half written.
   */
  async put(bytes: Uint8Array, { durable = true }: { readonly durable?: boolean } = {}): Promise<Picture> {
    const facts = inspectImage(bytes)
    const hash = await hashOf(bytes)
    const path = this.#pathOf(hash, facts.format)
    if (!(await this.isSound(hash))) {
      await createFolder(dirname(path))
      await writeFileAtomically(path, bytes, { durable })
    } else if (durable) {
      // It may have been stored a moment ago without being synced, by this life of the app or by one that was killed.
      await syncFile(path)
      await syncFolder(dirname(path))
    }
    return { hash, ...facts, bytes: bytes.length }
  }

  /** The stored file; undefined for an unknown hash and for anything that is no hash at all. Never follows a link. */
  async find(hash: string): Promise<StoredObject | undefined> {
    if (!isObjectHash(hash)) return undefined
    for (const format of FORMATS) {
      const path = this.#pathOf(hash, format)
      const file = await this.#fileAt(path)
      if (file) return { path, format, bytes: file.bytes }
    }
    return undefined
  }

  /**
   * The picture's bytes, all of them at once, and never other bytes than its name promises: a file that has changed on
   * the disk is set aside and then unknown. That is looked at once in a life of the app.
   */
  async read(hash: string): Promise<{ readonly bytes: Buffer; readonly format: ImageFormat } | undefined> {
    const found = await this.find(hash)
    const bytes = found && (await readPlainFile(found.path))
    if (!found || !bytes || !isObjectHash(hash)) return undefined
    if (this.#known.has(hash)) return { bytes, format: found.format }
    if ((await hashOf(bytes)) !== hash) {
      await this.setAside(hash)
      this.#onDamaged(hash)
      return undefined
    }
    this.#known.add(hash)
    return { bytes, format: found.format }
  }

  /** An unknown hash is success. */
  async remove(hash: ObjectHash): Promise<void> {
    if (!isObjectHash(hash)) return
    await Promise.all(FORMATS.map((format) => rm(this.#pathOf(hash, format), { force: true })))
  }

  /** Removes every picture and all else below the folder: for previews, which are worth nothing once their run is settled. */
  async clear(): Promise<void> {
    await rm(this.#directory, { recursive: true, force: true })
  }

  /** Every stored picture, folder by folder. Costs no more memory than one folder (a 256th of all). */
  async *list(): AsyncGenerator<StoredObject & { readonly hash: ObjectHash }> {
    const shards = (await namesIn(this.#directory)).filter((name) => SHARD.test(name))
    for (const shard of shards) {
      for (const name of await namesIn(join(this.#directory, shard))) {
        const hash = name.slice(0, name.indexOf('.'))
        const found = isObjectHash(hash) ? await this.find(hash) : undefined
        if (found && found.path.endsWith(name)) yield { ...found, hash: hash as ObjectHash }
      }
    }
  }

  /** Whether the bytes on disk are still those that the name promises. False for an unknown hash. Reads the file once. */
  async isSound(hash: ObjectHash): Promise<boolean> {
    const found = await this.find(hash)
    return found !== undefined && (await hashOfFile(found.path)) === hash
  }

  /** Takes a damaged file out of use without deleting it: a part of a picture is more than none. */
  async setAside(hash: ObjectHash): Promise<void> {
    const found = await this.find(hash)
    if (!found) return
    await rename(found.path, `${found.path}.damaged`)
    await syncFolder(dirname(found.path))
  }

  /** Removes what interrupted writes left behind. To be called at start, before anything is stored. Yields how many. */
  async sweep(): Promise<number> {
    const shards = (await namesIn(this.#directory)).filter((name) => SHARD.test(name))
    const counts = await Promise.all(shards.map((shard) => sweepTemporaryFiles(join(this.#directory, shard))))
    return counts.reduce((sum, count) => sum + count, 0)
  }

  #pathOf(hash: ObjectHash, format: ImageFormat): string {
    // 256 folders: 50,000 pictures are then some 200 entries in each.
    return join(this.#directory, hash.slice(0, 2), `${hash}.${EXTENSIONS[format]}`)
  }

  /** Only a plain file in a plain folder counts: a link could point anywhere. */
  async #fileAt(path: string): Promise<{ readonly bytes: number } | undefined> {
    try {
      const [folder, file] = await Promise.all([lstat(dirname(path)), lstat(path)])
      return folder.isDirectory() && file.isFile() ? { bytes: file.size } : undefined
    } catch (error) {
      if (errorCode(error) === 'ENOENT' || errorCode(error) === 'ENOTDIR') return undefined
      throw error
    }
  }
}

async function hashOf(bytes: Uint8Array): Promise<ObjectHash> {
  // Off the main thread: a 4K picture would otherwise block it for some 30 ms.
  const digest = await webcrypto.subtle.digest('SHA-256', bytes)
  return Buffer.from(digest).toString('hex') as ObjectHash
}

/** Undefined when the file has gone in between, or is a link: a link could point anywhere. */
async function readPlainFile(path: string): Promise<Buffer | undefined> {
  try {
    // Windows knows no O_NOFOLLOW; there the store's own look at the file has to do.
    return await readFile(path, { flag: constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) })
  } catch {
    return undefined
  }
}

async function syncFile(path: string): Promise<void> {
  // Windows flushes only files that are open for writing.
  const file = await open(path, 'r+')
  try {
    await file.sync()
  } finally {
    await file.close()
  }
}

async function hashOfFile(path: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path), hash)
  return hash.digest('hex')
}
