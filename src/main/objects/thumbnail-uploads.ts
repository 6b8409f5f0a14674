/** Takes in the small copies that the page's worker makes. They are checked like any other image. */
import { isObjectHash, type ObjectHash } from '@shared/ids'
import { isThumbnailSize, MOST_THUMBNAIL_BYTES, THUMBNAIL_UPLOAD_URL, type ThumbnailSize } from '@shared/thumbnails'
import type { ObjectStore } from './object-store'
import { answerUpload, checkKey, readUpload, refuseUpload, UploadRefused } from './page-upload'
import type { Thumbnails } from './thumbnails'

export interface ThumbnailUploadsParts {
  readonly thumbnails: Pick<Thumbnails, 'put'>
  readonly objects: Pick<ObjectStore, 'find'>
  readonly disk: { hasRoom(): Promise<boolean> }
  readonly key: string
  readonly report: (what: string, error: unknown) => void
}

const ADDRESS = new RegExp(`^${THUMBNAIL_UPLOAD_URL}/([0-9a-f]{64})/(\\d+)$`)

export class ThumbnailUploads {
  readonly #parts: ThumbnailUploadsParts

  constructor(parts: ThumbnailUploadsParts) {
    this.#parts = parts
  }

  /** Answers once the copy is kept. Undefined for any other request, which nothing is read of. */
  async respond(request: Request): Promise<Response | undefined> {
    const place = request.method === 'POST' ? parseAddress(request.url) : undefined
    if (!place) return undefined
    const { key, disk, objects, thumbnails, report } = this.#parts
    try {
      checkKey(request, key)
      // There is nothing to make it of, so it would never be deleted.
      if (!(await objects.find(place.hash))) throw new UploadRefused('forbidden')
      // What is left of a full disk is for answers.
      if (!(await disk.hasRoom())) throw new UploadRefused('disk-full')
      await thumbnails.put(place.hash, place.size, await readUpload(request, { mostBytes: MOST_THUMBNAIL_BYTES }))
      return answerUpload(200, {})
    } catch (error) {
      return refuseUpload(request, error, report)
    }
  }
}

function parseAddress(url: string): { readonly hash: ObjectHash; readonly size: ThumbnailSize } | undefined {
  const [, hash = '', edge = ''] = ADDRESS.exec(url) ?? []
  const size = Number(edge)
  return isObjectHash(hash) && isThumbnailSize(size) ? { hash, size } : undefined
}
