/** Hands images on together, as files in a folder or a zip. The stored files don't change. */
import { makeSafeName, SIDECAR, takeFreeName } from '@shared/hand-off/file-name'
import type { HandOffForm, HandOffOrder, HandOffOutcome, HandOffProgress } from '@shared/hand-off/order'
import { replaceFile } from '../files/atomic-file'
import { storageFailureCode } from '../files/storage-failure'
import { getExtension } from '../objects/object-store'
import { fillFolder, listTaken } from './fill-folder'
import { makeCopy, type CopyParts } from './make-copy'
import type { OutImage } from './out-image'
import { writeZip } from './write-zip'

export interface HandOffParts extends CopyParts {
  readonly onProgress: (progress: HandOffProgress) => void
  /** Milliseconds. */
  readonly now: () => number
}

/** Told to the page at most so often: a folder of small images would flood it. */
const TELL_EVERY_MS = 100

export class HandOff {
  readonly #parts: HandOffParts
  readonly #running = new Map<string, AbortController>()

  constructor(parts: HandOffParts) {
    this.#parts = parts
  }

  /**
   * Writes to `place`: a folder, or the path of the zip. In a folder nothing is replaced. Never rejects for what the disk
   * does.
   */
  async run({ id, form }: HandOffOrder, place: string): Promise<HandOffOutcome> {
    const stop = new AbortController()
    this.#running.set(id, stop)
    let saved = 0
    let missing = 0
    const images = this.#copyAll(form, stop.signal, () => (missing += 1))
    const tell = this.#createTelling(id, form.files.length)
    const onWritten = (): void => tell((saved += 1) + missing)
    try {
      if (form.kind === 'folder') await fillFolder(place, images(await listTaken(place)), onWritten)
      else await replaceFile(place, (file) => writeZip(file, images(new Set()), onWritten))
      return { status: 'done', saved, missing }
    } catch (error) {
      // A zip that isn't complete isn't there at all.
      if (form.kind === 'zip') saved = 0
      if (stop.signal.aborted) return { status: 'stopped', saved }
      return { status: 'failed', reason: storageFailureCode(error) ?? 'disk-failed', saved }
    } finally {
      this.#running.delete(id)
    }
  }

  /** What is whole in a folder stays. */
  stop(id: string): void {
    this.#running.get(id)?.abort()
  }

  /** Makes the copies one by one, each with a name that isn't taken. */
  #copyAll(form: HandOffForm, signal: AbortSignal, onMissing: () => void) {
    const parts = this.#parts
    return async function* (taken: Set<string>): AsyncGenerator<OutImage, void, void> {
      for (const file of form.files) {
        signal.throwIfAborted()
        const copy = await makeCopy(file, form, parts)
        signal.throwIfAborted()
        if (!copy) {
          onMissing()
          continue
        }
        const name = takeFreeName(makeSafeName(file.name), getExtension(copy.format), taken)
        const madeAt = file.recipe && new Date(file.recipe.madeAt)
        const image = { name, bytes: copy.bytes }
        const sidecar = copy.sidecar && {
          name: name + SIDECAR,
          bytes: new TextEncoder().encode(copy.sidecar(name)),
        }
        yield { files: sidecar ? [image, sidecar] : [image], madeAt }
      }
    }
  }

  #createTelling(id: string, of: number): (done: number) => void {
    const { now, onProgress } = this.#parts
    let toldAt = Number.NEGATIVE_INFINITY
    return (done) => {
      if (done < of && now() - toldAt < TELL_EVERY_MS) return
      toldAt = now()
      onProgress({ id, done, of })
    }
  }
}
