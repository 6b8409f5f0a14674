/** Counts and verifies the files on disk, and restores damaged images from the user's Blob store. */
import { createHash } from 'node:crypto'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { parseBlobAddress, storeOfToken } from '@shared/blob-address'
import type { Restoration, StorageView, VerifyReport } from '@shared/storage'
import { namesIn } from '../files/atomic-file'
import type { ObjectStore } from '../objects/object-store'
import type { BlobAccountSource } from '../uploads/blob-client'

export interface StorageParts {
  readonly profile: string
  readonly objects: ObjectStore
  readonly waitingUploads: () => number
  readonly freeBytes: () => Promise<number>
  readonly blobAccount: BlobAccountSource
  readonly fetch: typeof globalThis.fetch
  readonly onProgress: (progress: { readonly checked: number; readonly of: number }) => void
}

/** In images. Reporting more often would only keep the page busy. */
const PROGRESS_STEP = 20
const MAX_BYTES = 64 * 1024 * 1024

export class StorageService {
  readonly #parts: StorageParts
  #verifying: Promise<VerifyReport> | undefined

  constructor(parts: StorageParts) {
    this.#parts = parts
  }

  async view(): Promise<StorageView> {
    const { profile, objects, waitingUploads, freeBytes } = this.#parts
    const images = { count: 0, bytes: 0 }
    for await (const { bytes } of objects.list()) {
      images.count += 1
      images.bytes += bytes
    }
    return {
      folder: profile,
      images,
      keptAnswers: await measureFolder(join(profile, 'spool')),
      waitingUploads: waitingUploads(),
      freeBytes: await freeBytes(),
    }
  }

  /** Reads every image, one at a time, and compares it with the hash in its name. Sets aside those that don't match. */
  verify(): Promise<VerifyReport> {
    this.#verifying ??= this.#verifyAll().finally(() => {
      this.#verifying = undefined
    })
    return this.#verifying
  }

  /** Downloads an image again from the user's Blob store. Returns false unless the bytes match the hash. */
  async restore({ hash, url }: Restoration): Promise<boolean> {
    const { objects } = this.#parts
    if (await objects.isSound(hash)) return true
    const bytes = await this.#download(url)
    if (!bytes) return false
    if (createHash('sha256').update(bytes).digest('hex') !== hash) return false
    await objects.put(bytes)
    return true
  }

  async #verifyAll(): Promise<VerifyReport> {
    const { objects, onProgress } = this.#parts
    const hashes = []
    for await (const { hash } of objects.list()) hashes.push(hash)
    const damaged = []
    for (const [index, hash] of hashes.entries()) {
      if (!(await objects.isSound(hash))) {
        damaged.push(hash)
        await objects.setAside(hash)
      }
      if (index % PROGRESS_STEP === 0) onProgress({ checked: index, of: hashes.length })
    }
    onProgress({ checked: hashes.length, of: hashes.length })
    return { checked: hashes.length, damaged }
  }

  /** The address comes from a record, so only the user's own store is called, and no other server gets its token. */
  async #download(address: string): Promise<Buffer | undefined> {
    try {
      const place = parseBlobAddress(address)
      const { token = '' } = this.#parts.blobAccount()
      const ownStore = storeOfToken(token)
      if (!place || (ownStore !== undefined && place.store !== ownStore)) return undefined
      const response = await this.#parts.fetch(address, {
        redirect: 'manual',
        headers: place.access === 'private' && ownStore !== undefined ? { authorization: `Bearer ${token}` } : {},
      })
      const size = Number(response.headers.get('content-length') ?? 0)
      return response.ok && size <= MAX_BYTES ? Buffer.from(await response.arrayBuffer()) : undefined
    } catch {
      return undefined
    }
  }
}

async function measureFolder(folder: string): Promise<{ count: number; bytes: number }> {
  const sizes = await Promise.all(
    (await namesIn(folder)).map((name) =>
      stat(join(folder, name)).then(
        ({ size }) => size,
        () => 0,
      ),
    ),
  )
  return { count: sizes.length, bytes: sizes.reduce((sum, size) => sum + size, 0) }
}
