/**
 * Lists the stored images made by answers, so that the page can find those without a row. Works one folder at a time
 * and skips folders that haven't changed since the page last looked. With 50,000 images that takes a few milliseconds;
 * listing all takes some hundred requests of ten milliseconds.
 */
import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { isObjectHash, type ObjectHash } from '@shared/ids'
import { inspectImage } from '@shared/image-file/inspect-image'
import { UnsoundImage } from '@shared/image-file/unsound-image'
import type { ImageFile } from '@shared/request'
import type { ImageListing } from '@shared/stored-images'
import { errorCode } from '../files/atomic-file'
import { IMPORT_MARK, type ObjectStore } from './object-store'

export interface StoredImagesParts {
  readonly directory: string
  readonly objects: Pick<ObjectStore, 'find'>
  /** When this session started, in milliseconds since the epoch. Newer images belong to its own runs. */
  readonly startedAt: number
}

const SHARDS = 256
/** How many hashes to return at once. It can be more, since a folder is never split. */
const ENOUGH = 400

export class StoredImages {
  readonly #parts: StoredImagesParts

  constructor(parts: StoredImagesParts) {
    this.#parts = parts
  }

  /** Lists what answers stored from `since` until this session started, from one folder (0 to 255) on. */
  async list(shard: number, since: number): Promise<ImageListing> {
    const hashes: ObjectHash[] = []
    let next = shard
    while (next < SHARDS && hashes.length < ENOUGH) {
      hashes.push(...(await this.#inShard(next, since)))
      next += 1
    }
    return { hashes, next: next < SHARDS ? next : null, until: this.#parts.startedAt }
  }

  /**
   * Describes an image. Returns null for an unknown hash or a file that isn't an intact image. Reads the whole file.
   */
  async describe(hash: ObjectHash): Promise<ImageFile | null> {
    const found = await this.#parts.objects.find(hash)
    if (!found) return null
    try {
      return { hash, ...(await inspectImage(await readFile(found.path))), bytes: found.bytes }
    } catch (error) {
      if (error instanceof UnsoundImage || errorCode(error) === 'ENOENT') return null
      throw error
    }
  }

  async #inShard(shard: number, since: number): Promise<readonly ObjectHash[]> {
    const folder = join(this.#parts.directory, shard.toString(16).padStart(2, '0'))
    const changedAt = await readChangeTime(folder)
    if (changedAt === undefined || changedAt < since) return []
    const names = await readdir(folder)
    const imports = new Set(names.filter((name) => name.endsWith(`.${IMPORT_MARK}`)))
    const hashes: ObjectHash[] = []
    for (const name of names) {
      const [hash = '', extension = '', ...rest] = name.split('.')
      if (!isObjectHash(hash) || extension === '' || rest.length > 0) continue
      if (imports.has(`${hash}.${IMPORT_MARK}`)) continue
      const storedAt = await readChangeTime(join(folder, name))
      if (storedAt !== undefined && storedAt >= since && storedAt < this.#parts.startedAt) hashes.push(hash)
    }
    return hashes
  }
}

async function readChangeTime(path: string): Promise<number | undefined> {
  try {
    return (await stat(path)).mtimeMs
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined
    throw error
  }
}
