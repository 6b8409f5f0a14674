/** Accepts the thumbnails that the page's worker makes. They're checked like any other image. */
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

  /** Responds once the thumbnail is stored. Returns undefined for any other request, without reading it. */
  async respond(request: Request): Promise<Response | undefined> {
    const place = request.method === 'POST' ? parseAddress(request.url) : undefined
    if (!place) return undefined
    const { key, disk, objects, thumbnails, report } = this.#parts
    try {
      checkKey(request, key)
      // Refuse thumbnails of missing images, because they'd never be deleted.
      if (!(await objects.find(place.hash))) throw new UploadRefused('forbidden')
      // The last disk space is reserved for answers.
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
