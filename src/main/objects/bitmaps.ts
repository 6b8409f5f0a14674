/**
 * Makes a PNG of an image that only Chromium can decode, for models, the clipboard and thumbnails. The file itself
 * isn't changed. Nothing is written to disk, because drawing again is fast.
 */
import type { ObjectHash } from '@shared/ids'
import type { MediaType } from '@shared/image-options'
import { getMediaType } from '@shared/image-options'
import { inspectImage } from '@shared/image-file/inspect-image'
import type { ObjectStore } from './object-store'

export interface Drawable {
  readonly bytes: Buffer
  readonly type: MediaType
  readonly width: number
  readonly height: number
}

/** Rejects if the image can't be drawn, or not in time. */
export type DrawPng = (image: Drawable) => Promise<Buffer>

/** An image that is shown, edited and copied is requested several times within seconds. */
const MOST_KEPT = 4

export class Bitmaps {
  readonly #objects: Pick<ObjectStore, 'read'>
  readonly #draw: DrawPng
  readonly #report: (what: string, error: unknown) => void
  /** The most recent PNGs, newest last. */
  readonly #drawn = new Map<ObjectHash, Promise<Buffer>>()
  #last: Promise<unknown> = Promise.resolve()

  constructor(
    objects: Pick<ObjectStore, 'read'>,
    draw: DrawPng,
    report: (what: string, error: unknown) => void = () => undefined,
  ) {
    this.#objects = objects
    this.#draw = draw
    this.#report = report
  }

  /** Returns the image as a PNG of the same size. Rejects if its file is missing or can't be drawn. */
  read(hash: ObjectHash): Promise<Buffer> {
    const known = this.#drawn.get(hash)
    this.#drawn.delete(hash)
    const drawn = known ?? this.#queue(hash)
    this.#drawn.set(hash, drawn)
    for (const oldest of this.#drawn.keys()) {
      if (this.#drawn.size <= MOST_KEPT) break
      this.#drawn.delete(oldest)
    }
    // Failures aren't cached, so that they're retried.
    if (!known) drawn.catch((error: unknown) => this.#forget(hash, error))
    return drawn
  }

  #forget(hash: ObjectHash, error: unknown): void {
    this.#drawn.delete(hash)
    this.#report('an image could not be drawn', error)
  }

  /** Draws one image at a time: each may briefly need hundreds of megabytes. */
  #queue(hash: ObjectHash): Promise<Buffer> {
    const drawn = this.#last.then(() => this.#make(hash))
    this.#last = drawn.catch(() => undefined)
    return drawn
  }

  async #make(hash: ObjectHash): Promise<Buffer> {
    const stored = await this.#objects.read(hash)
    if (!stored) throw new Error(`no image ${hash}`)
    const { format, width, height } = await inspectImage(stored.bytes)
    if (format === 'png') return stored.bytes
    const png = await this.#draw({ bytes: stored.bytes, type: getMediaType(format), width, height })
    const made = await inspectImage(png)
    if (made.format !== 'png' || made.width !== width || made.height !== height) throw new Error('drawn wrongly')
    return png
  }
}
