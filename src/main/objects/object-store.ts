/**
 * Stores images on disk as immutable files named by the SHA-256 of their bytes: `ab/<sha256>.<ext>`. The same bytes are
 * stored once, however often they arrive, so storing is safe to repeat after a crash. Rejects anything that isn't a
 * valid image.
 */
import { createReadStream } from 'node:fs'
import { constants, lstat, open, readFile, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createHash, webcrypto } from 'node:crypto'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { isObjectHash, type ObjectHash } from '@shared/ids'
import { inspectImage } from '@shared/image-file/inspect-image'
import type { StoredFormat } from '@shared/image-options'
import type { ImageFile } from '@shared/request'
import {
  createFolder,
  errorCode,
  namesIn,
  sweepTemporaryFiles,
  syncFolder,
  writeFileAtomically,
} from '../files/atomic-file'
import { cutBytes } from './cut-bytes'

export interface StoredObject {
  readonly path: string
  readonly format: StoredFormat
  readonly bytes: number
}

const EXTENSIONS = {
  png: 'png',
  jpeg: 'jpg',
  webp: 'webp',
  avif: 'avif',
  gif: 'gif',
  bmp: 'bmp',
  svg: 'svg',
} as const satisfies Record<StoredFormat, string>
const FORMATS = Object.keys(EXTENSIONS) as readonly StoredFormat[]
const SHARD = /^[0-9a-f]{2}$/

/** Returns the file name extension without the dot, as used on disk, in Blob and in the save dialog. */
export function getExtension(format: StoredFormat): string {
  return EXTENSIONS[format]
}

/**
 * The extension of an empty file that marks an image as brought by the user: `<sha256>.import`. An image without it was
 * made by an answer, and is recovered if no chat shows it (docs/decisions/0029).
 */
export const IMPORT_MARK = 'import'

export interface PutOptions {
  readonly durable?: boolean
  /** Whether the user brought it, rather than an answer. */
  readonly isImport?: boolean
}

export interface ObjectStoreParts {
  readonly directory: string
  /** Called for each file set aside because its bytes changed. */
  readonly onDamaged?: (hash: ObjectHash) => void
}

export class ObjectStore {
  readonly #directory: string
  readonly #onDamaged: (hash: ObjectHash) => void
  /** Images that were checked in this session and found intact. */
  readonly #known = new Set<ObjectHash>()
  /** Images deleted in this session. */
  readonly #removed = new Set<ObjectHash>()

  constructor({ directory, onDamaged = () => undefined }: ObjectStoreParts) {
    this.#directory = directory
    this.#onDamaged = onDamaged
  }

  /**
   * Stores the bytes, which must not change meanwhile. Once it resolves, the image survives a power failure (with
   * `durable: false`: only a crash of the process). Rejects with `UnsoundImage` before writing anything, or with the
   * system's error, leaving no partial file.
   */
  async put(bytes: Uint8Array, { durable = true, isImport = false }: PutOptions = {}): Promise<ImageFile> {
    const facts = await inspectImage(bytes)
    const hash = await computeHash(bytes)
    const path = this.#getPath(hash, facts.format)
    // Mark it before the image exists, so that a crash can't leave an import that looks like an answer.
    if (isImport) await this.#markImport(hash)
    if (!(await this.isSound(hash))) {
      await createFolder(dirname(path))
      await writeFileAtomically(path, bytes, { durable })
    } else if (durable) {
      // It may just have been stored without being synced, in this session or in one that was killed.
      await syncFile(path)
      await syncFolder(dirname(path))
    }
    if (!isImport) await rm(this.#getMarkPath(hash), { force: true })
    return { hash, ...facts, bytes: bytes.length }
  }

  /** Finds a stored file. Returns undefined for an unknown hash or anything that isn't a hash. Never follows links. */
  async find(hash: string): Promise<StoredObject | undefined> {
    if (!isObjectHash(hash)) return undefined
    // In parallel: one after another they'd take as long as reading the file.
    const found = await Promise.all(
      FORMATS.map(async (format) => {
        const path = this.#getPath(hash, format)
        const file = await this.#fileAt(path)
        return file && { path, format, bytes: file.bytes }
      }),
    )
    return found.find((file) => file !== undefined)
  }

  /**
   * Reads an image's bytes, all at once, if they match its name. A file that changed on disk is set aside and from then
   * on unknown. Each file is checked once per session.
   */
  async read(hash: string): Promise<{ readonly bytes: Buffer; readonly format: StoredFormat } | undefined> {
    const found = await this.find(hash)
    const bytes = found && (await readPlainFile(found.path))
    if (!found || !bytes || !isObjectHash(hash)) return undefined
    if (this.#known.has(hash)) return { bytes, format: found.format }
    if ((await computeHash(bytes)) !== hash) {
      await this.setAside(hash)
      this.#onDamaged(hash)
      return undefined
    }
    this.#known.add(hash)
    return { bytes, format: found.format }
  }

  /**
   * Deletes an image and any damaged copy that was set aside. Returns the size of its file in bytes, 0 if the hash is
   * unknown. The import mark is deleted last, so that a kill can't make the image look like an answer.
   */
  async remove(hash: ObjectHash): Promise<number> {
    if (!isObjectHash(hash)) return 0
    this.#removed.add(hash)
    const found = await this.find(hash)
    const paths = FORMATS.map((format) => this.#getPath(hash, format))
    await Promise.all(paths.flatMap((path) => [path, `${path}.damaged`]).map((path) => rm(path, { force: true })))
    await rm(this.#getMarkPath(hash), { force: true })
    this.#known.delete(hash)
    return found?.bytes ?? 0
  }

  /** Whether this image was deleted in this session, even if it has been stored again since. */
  hasRemoved(hash: ObjectHash): boolean {
    return this.#removed.has(hash)
  }

  /**
   * Deletes every image and everything else in the folder. Used for previews, which aren't needed once their run is
   * settled.
   */
  async clear(): Promise<void> {
    await rm(this.#directory, { recursive: true, force: true })
  }

  /** Lists every stored image, folder by folder, with only one folder (a 256th of all) in memory at a time. */
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

  /** Makes the image count as made by an answer. */
  async unmarkImport(hash: ObjectHash): Promise<void> {
    await rm(this.#getMarkPath(hash), { force: true })
  }

  /** Lists the images that the user brought. */
  async listImports(): Promise<readonly ObjectHash[]> {
    const shards = (await namesIn(this.#directory)).filter((name) => SHARD.test(name))
    const hashes: ObjectHash[] = []
    for (const shard of shards) {
      for (const name of await namesIn(join(this.#directory, shard))) {
        const [hash = '', extension] = name.split('.')
        if (extension === IMPORT_MARK && isObjectHash(hash)) hashes.push(hash)
      }
    }
    return hashes
  }

  /** Whether the bytes on disk still match their name. False for an unknown hash. Reads the file once. */
  async isSound(hash: ObjectHash): Promise<boolean> {
    const found = await this.find(hash)
    return found !== undefined && (await hashOfFile(found.path)) === hash
  }

  /** Takes a damaged file out of use without deleting it, because part of an image is better than none. */
  async setAside(hash: ObjectHash): Promise<void> {
    const found = await this.find(hash)
    if (!found) return
    await rename(found.path, `${found.path}.damaged`)
    await syncFolder(dirname(found.path))
  }

  /**
   * Deletes what interrupted writes left, and returns the number of files deleted. Call it at start, before anything is
   * stored.
   */
  async sweep(): Promise<number> {
    const shards = (await namesIn(this.#directory)).filter((name) => SHARD.test(name))
    const counts = await Promise.all(shards.map((shard) => sweepTemporaryFiles(join(this.#directory, shard))))
    return counts.reduce((sum, count) => sum + count, 0)
  }

  /** Marks the image as an import, unless it's already stored: then it may be an answer. */
  async #markImport(hash: ObjectHash): Promise<void> {
    if (await this.find(hash)) return
    const path = this.#getMarkPath(hash)
    await createFolder(dirname(path))
    await writeFileAtomically(path, '')
  }

  #getMarkPath(hash: ObjectHash): string {
    return join(this.#directory, hash.slice(0, 2), `${hash}.${IMPORT_MARK}`)
  }

  #getPath(hash: ObjectHash, format: StoredFormat): string {
    // 256 folders, so 50,000 images make about 200 files in each.
    return join(this.#directory, hash.slice(0, 2), `${hash}.${EXTENSIONS[format]}`)
  }

  /** Accepts only a regular file in a regular folder, because a link could point anywhere. */
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

async function computeHash(bytes: Uint8Array): Promise<ObjectHash> {
  if (bytes.length > MOST_HASHED_APART) return hashInTurns(bytes)
  const digest = await webcrypto.subtle.digest('SHA-256', bytes)
  return Buffer.from(digest).toString('hex') as ObjectHash
}

/**
 * In bytes. Hashing on another thread first copies all bytes on this one; above this size, the copy blocks for longer
 * than one piece hashed here.
 */
const MOST_HASHED_APART = 2 * 1024 * 1024
/** In bytes. Takes about a millisecond. */
const HASHED_PER_TURN = 1024 * 1024

/** Computes the hash on the main thread, piece by piece. */
async function hashInTurns(bytes: Uint8Array): Promise<ObjectHash> {
  const hash = createHash('sha256')
  for (const piece of cutBytes(bytes, HASHED_PER_TURN)) {
    hash.update(piece)
    await nextTurn()
  }
  return hash.digest('hex') as ObjectHash
}

/** Reads a regular file. Returns undefined if it's gone or is a link, which could point anywhere. */
async function readPlainFile(path: string): Promise<Buffer | undefined> {
  try {
    // Windows has no O_NOFOLLOW, so the store's earlier check of the file must suffice there.
    return await readFile(path, { flag: constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) })
  } catch {
    return undefined
  }
}

async function syncFile(path: string): Promise<void> {
  // Windows only flushes files that are open for writing.
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
