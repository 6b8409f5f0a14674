/** Accepts image files from the page, with the same checks as for answers. */
import { randomBytes } from 'node:crypto'
import { IMPORT_URL, MOST_IMPORT_BYTES } from '@shared/image-import'
import type { ImageFile } from '@shared/request'
import { CallQueue } from '../runs/call-queue'
import type { ObjectStore } from './object-store'
import { answerUpload, checkKey, readUpload, refuseUpload, UploadRefused } from './page-upload'

export interface ImageImportsParts {
  readonly objects: Pick<ObjectStore, 'put'>
  readonly disk: { hasRoom(): Promise<boolean> }
  readonly report: (what: string, error: unknown) => void
  /** For tests. */
  readonly mostBytes?: number
  readonly idleMs?: number
}

/** Each is fully in memory, because the check needs all of it. The others wait, unread. */
const AT_ONCE = 2

export class ImageImports {
  /** Known only to the page, while Easel runs. See [Note: Who sends an upload]. */
  readonly key = randomBytes(32).toString('hex')
  readonly #parts: ImageImportsParts
  readonly #queue = new CallQueue()

  constructor(parts: ImageImportsParts) {
    this.#parts = parts
  }

  /**
   * Responds to an import once the image is durable. Importing the same file again gives the same response. Returns
   * undefined for any other request, without reading it.
   */
  async respond(request: Request): Promise<Response | undefined> {
    // Chromium adds a slash to the address of a standard scheme.
    if (request.method !== 'POST' || request.url.replace(/\/$/, '') !== IMPORT_URL) return undefined
    try {
      return answerUpload(200, await this.#take(request))
    } catch (error) {
      return refuseUpload(request, error, this.#parts.report)
    }
  }

  async #take(request: Request): Promise<ImageFile> {
    checkKey(request, this.key)
    const { objects, disk, mostBytes = MOST_IMPORT_BYTES, idleMs } = this.#parts
    const leave = await this.#queue.enter('imports', AT_ONCE, request.signal, async () => undefined)
    try {
      // The last disk space is reserved for answers.
      if (!(await disk.hasRoom())) throw new UploadRefused('disk-full')
      return await objects.put(await readUpload(request, { mostBytes, idleMs }), { isImport: true })
    } finally {
      leave()
    }
  }
}
