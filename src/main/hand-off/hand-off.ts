/**
 * Exports several images together: as files in a folder or a zip, or on a contact sheet. The stored files don't change.
 */
import type { FileHandle } from 'node:fs/promises'
import { dirname, parse } from 'node:path'
import type { ChatExport, ChatExported } from '@shared/chat-export'
import { makeSafeName, SIDECAR, takeFreeName } from '@shared/hand-off/file-name'
import { assertNever } from '@shared/assert-never'
import type {
  FilesForm,
  HandOffForm,
  HandOffOrder,
  HandOffOutcome,
  HandOffProgress,
  SheetCell,
  SheetForm,
} from '@shared/hand-off/order'
import { replaceFile } from '../files/atomic-file'
import type { Leftovers } from '../files/leftovers'
import { storageFailureCode } from '../files/storage-failure'
import { getExtension, type ObjectStore } from '../objects/object-store'
import { writeChatFile } from './chat-file'
import { fillFolder, listTaken } from './fill-folder'
import { makeCopy, type CopyParts } from './make-copy'
import type { OutImage } from './out-image'
import { drawSheet, type SheetPress } from './sheet/draw-sheet'
import { writeZip } from './write-zip'

export interface HandOffParts extends CopyParts {
  readonly objects: Pick<ObjectStore, 'read' | 'find'>
  /** Opens the window in which a sheet is drawn. It's closed afterwards. */
  readonly openPress: () => SheetPress
  /** Notes folders being written to, in case Easel is killed. */
  readonly leftovers: Pick<Leftovers, 'during'>
  readonly onProgress: (progress: HandOffProgress) => void
  /** Milliseconds. */
  readonly now: () => number
}

/** The shortest time between progress events: a folder of small images would flood the page. */
const TELL_EVERY_MS = 100

/** The result of an export so far. */
interface Tally {
  saved: number
  missing: number
}

interface Work {
  readonly signal: AbortSignal
  readonly tally: Tally
  /** Reports that `more` images were saved, of `of` in total. */
  readonly tell: (more: number, of: number) => void
}

/** A contact sheet to write. */
interface Sheet {
  readonly file: FileHandle
  /** The file name that the user chose. */
  readonly title: string
}

export class HandOff {
  readonly #parts: HandOffParts
  readonly #running = new Map<string, AbortController>()

  constructor(parts: HandOffParts) {
    this.#parts = parts
  }

  /**
   * Writes to `place`: a folder, or the path of the new file. Replaces nothing in a folder. Never rejects because of
   * the disk.
   */
  async run({ id, form }: HandOffOrder, place: string): Promise<HandOffOutcome> {
    const stop = new AbortController()
    this.#running.set(id, stop)
    const tally: Tally = { saved: 0, missing: 0 }
    try {
      const work = { signal: stop.signal, tally, tell: this.#createTelling(id, tally) }
      await this.#parts.leftovers.during(form.kind === 'folder' ? place : dirname(place), () =>
        this.#make(form, place, work),
      )
      return { status: 'done', ...tally }
    } catch (error) {
      // Incomplete files don't exist, so only a folder can contain saved images.
      const saved = form.kind === 'folder' ? tally.saved : 0
      if (stop.signal.aborted) return { status: 'stopped', saved }
      const reason = storageFailureCode(error) ?? (isSheet(form) ? 'sheet-failed' : 'disk-failed')
      return { status: 'failed', reason, saved }
    } finally {
      this.#running.delete(id)
    }
  }

  /** Exports a chat with its images. Rejects with the disk's error, leaving nothing new. */
  async runChat(chat: ChatExport, path: string, keepsRecipes: () => boolean): Promise<ChatExported> {
    const stop = new AbortController()
    this.#running.set(chat.id, stop)
    const tally: Tally = { saved: 0, missing: 0 }
    const tell = this.#createTelling(chat.id, tally)
    try {
      const { missing } = await writeChatFile(
        chat,
        path,
        { ...this.#parts, keepsRecipes },
        { signal: stop.signal, onImage: () => tell(1, chat.images.length) },
      )
      return { status: 'done', missing }
    } catch (error) {
      if (stop.signal.aborted) return { status: 'stopped' }
      throw error
    } finally {
      this.#running.delete(chat.id)
    }
  }

  async #make(form: HandOffForm, place: string, work: Work): Promise<void> {
    switch (form.kind) {
      case 'folder':
        return fillFolder(place, this.#copyAll(form, await listTaken(place), work), () =>
          work.tell(1, form.files.length),
        )
      case 'zip':
        return replaceFile(place, (file) =>
          writeZip(file, this.#copyAll(form, new Set(), work), () => work.tell(1, form.files.length)),
        )
      case 'pdf':
      case 'png':
        return replaceFile(place, (file) => this.#draw(form, { file, title: parse(place).name }, work))
      default:
        return assertNever(form)
    }
  }

  async #draw(form: SheetForm, { file, title }: Sheet, { signal, tally, tell }: Work): Promise<void> {
    const cells: SheetCell[] = []
    for (const cell of form.cells) {
      if (await this.#parts.objects.find(cell.hash)) cells.push(cell)
      else tally.missing += 1
    }
    signal.throwIfAborted()
    const press = this.#parts.openPress()
    // Closing the window ends its drawing.
    signal.addEventListener('abort', () => press.close())
    try {
      await drawSheet(file, cells, { form, title, press, signal, onDrawn: (count) => tell(count, form.cells.length) })
    } finally {
      press.close()
    }
  }

  /** Stops an export. Complete files in a folder stay. */
  stop(id: string): void {
    this.#running.get(id)?.abort()
  }

  /** Makes the copies one by one, each with a free name. */
  async *#copyAll(form: FilesForm, taken: Set<string>, { signal, tally }: Work): AsyncGenerator<OutImage, void, void> {
    for (const file of form.files) {
      signal.throwIfAborted()
      const copy = await makeCopy(file, form, this.#parts)
      signal.throwIfAborted()
      if (!copy) {
        tally.missing += 1
        continue
      }
      const name = takeFreeName(makeSafeName(file.name), getExtension(copy.format), taken)
      const madeAt = file.recipe && new Date(file.recipe.madeAt)
      const image = { name, bytes: copy.bytes }
      const sidecar = copy.sidecar && { name: name + SIDECAR, bytes: new TextEncoder().encode(copy.sidecar(name)) }
      yield { files: sidecar ? [image, sidecar] : [image], madeAt }
    }
  }

  /** Counts saved images and reports progress to the page. */
  #createTelling(id: string, tally: Tally): Work['tell'] {
    const { now, onProgress } = this.#parts
    let toldAt = Number.NEGATIVE_INFINITY
    return (more, of) => {
      tally.saved += more
      const done = tally.saved + tally.missing
      if (done < of && now() - toldAt < TELL_EVERY_MS) return
      toldAt = now()
      onProgress({ id, done, of })
    }
  }
}

function isSheet(form: HandOffForm): form is SheetForm {
  return form.kind === 'pdf' || form.kind === 'png'
}
