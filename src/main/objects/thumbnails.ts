/**
 * Stores thumbnails: `thumbnails/ab/<hash>.<size>.webp`. Each file is a WebP followed by a checksum, since a flipped
 * bit would go unnoticed otherwise. Damaged files are deleted, and the page makes them again.
 */
import { createHash } from 'node:crypto'
import { rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { isObjectHash, type ObjectHash } from '@shared/ids'
import { inspectImage } from '@shared/image-file/inspect-image'
import { UnsoundImage } from '@shared/image-file/unsound-image'
import { SMALLEST_THUMBNAIL, THUMBNAIL_SIZES, type ThumbnailSize } from '@shared/thumbnails'
import { createFolder, isTemporaryName, namesIn, readFileIfPresent, writeFileAtomically } from '../files/atomic-file'

export interface ThumbnailsParts {
  readonly directory: string
  /** The folder of the images. */
  readonly objects: string
  /** When this session started, in milliseconds since the epoch. */
  readonly startedAt: number
}

const CHECKSUM_BYTES = 8
const IMAGE_NAME = /^([0-9a-f]{64})\.[a-z]+$/

export class Thumbnails {
  readonly #parts: ThumbnailsParts

  constructor(parts: ThumbnailsParts) {
    this.#parts = parts
  }

  /**
   * Stores a thumbnail after checking that it's an intact WebP of this size. Rejects with `UnsoundImage` or the
   * system's error. Isn't synced: a power failure may damage it, which is detected.
   */
  async put(hash: ObjectHash, size: ThumbnailSize, bytes: Uint8Array): Promise<void> {
    const { format, width, height } = await inspectImage(bytes)
    const longest = Math.max(width, height)
    // Images smaller than the smallest size only get a thumbnail of that size.
    const hasSize = size === SMALLEST_THUMBNAIL ? longest <= size : longest === size
    if (format !== 'webp' || !hasSize) throw new UnsoundImage('malformed')
    const path = this.#getPath(hash, size)
    await createFolder(dirname(path))
    await writeFileAtomically(path, Buffer.concat([bytes, computeChecksum(bytes)]), { durable: false })
  }

  /** Reads a thumbnail. Returns undefined if there is none or it's damaged; a damaged one is deleted. */
  async read(hash: ObjectHash, size: ThumbnailSize): Promise<Buffer | undefined> {
    const path = this.#getPath(hash, size)
    const file = await readFileIfPresent(path).catch(() => undefined)
    if (!file) return undefined
    const bytes = file.subarray(0, Math.max(0, file.length - CHECKSUM_BYTES))
    if (file.length > CHECKSUM_BYTES && file.subarray(bytes.length).equals(computeChecksum(bytes))) return bytes
    await rm(path, { recursive: true, force: true }).catch(() => undefined)
    return undefined
  }

  /** Reads the largest existing thumbnail, for an image whose own file is missing. */
  async readLargest(hash: ObjectHash): Promise<Buffer | undefined> {
    for (const size of THUMBNAIL_SIZES.toReversed()) {
      const bytes = await this.read(hash, size)
      if (bytes) return bytes
    }
    return undefined
  }

  /** Deletes all thumbnails of an image. Returns their size in bytes. */
  async remove(hash: ObjectHash): Promise<number> {
    let bytes = 0
    for (const size of THUMBNAIL_SIZES) {
      const path = this.#getPath(hash, size)
      bytes += (await stat(path).catch(() => undefined))?.size ?? 0
      await rm(path, { recursive: true, force: true })
    }
    return bytes
  }

  /** Lists images in one folder (0 to 255) without any thumbnail. Deletes what interrupted writes left there. */
  async listMissing(shard: number): Promise<readonly ObjectHash[]> {
    const folder = shard.toString(16).padStart(2, '0')
    const [images, copies] = await Promise.all([
      namesIn(join(this.#parts.objects, folder)),
      namesIn(join(this.#parts.directory, folder)),
    ])
    await Promise.all(copies.filter(isTemporaryName).map((name) => this.#sweep(join(folder, name))))
    const made = new Set(copies)
    return images.flatMap((name) => {
      const hash = IMAGE_NAME.exec(name)?.[1] ?? ''
      const isImage = isObjectHash(hash) && !name.endsWith('.import')
      return isImage && !made.has(`${hash}.${SMALLEST_THUMBNAIL}.webp`) ? [hash as ObjectHash] : []
    })
  }

  /** Deletes a temporary file, unless it's from this session and may still be written to. */
  async #sweep(name: string): Promise<void> {
    const path = join(this.#parts.directory, name)
    const written = await stat(path).catch(() => undefined)
    if (written && written.mtimeMs < this.#parts.startedAt) await rm(path, { force: true }).catch(() => undefined)
  }

  #getPath(hash: ObjectHash, size: ThumbnailSize): string {
    return join(this.#parts.directory, hash.slice(0, 2), `${hash}.${size}.webp`)
  }
}

function computeChecksum(bytes: Uint8Array): Buffer {
  return createHash('sha256').update(bytes).digest().subarray(0, CHECKSUM_BYTES)
}
