/** What users can do with an image outside of Easel: copy it, save a copy, show it in its folder. */
import {
  BrowserWindow,
  clipboard,
  ClipboardItem,
  dialog,
  nativeImage,
  ShareMenu,
  shell,
  type NativeImage,
  type OpenDialogOptions,
  type WebContents,
} from 'electron'
import { randomUUID } from 'node:crypto'
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { CopyDraft, DraggedCopies, Input, SavedCopies, SaveOutcome } from '@shared/contract'
import { FailureError } from '@shared/failure'
import { fold, makeSafeName, takeFreeName } from '@shared/hand-off/file-name'
import type { ObjectHash } from '@shared/ids'
import type { StoredFormat } from '@shared/image-options'
import type { RecipeFacts } from '@shared/recipe/recipe'
import { namesIn, writeFileAtomically } from '../files/atomic-file'
import { storageFailureCode } from '../files/storage-failure'
import type { Bitmaps } from '../objects/bitmaps'
import { getExtension, type ObjectStore } from '../objects/object-store'
import { copyWithRecipe } from '../objects/recipe/copy-with-recipe'
import { askWhereToSave } from './ask-where-to-save'
import { listFileFormats, type ClipboardFormat } from './list-file-formats'

export interface ImageActionsParts {
  readonly objects: ObjectStore
  /** Draws what Electron doesn't decode outside of a page. */
  readonly bitmaps: Pick<Bitmaps, 'read'> | undefined
  /** Whether to embed prompt and settings in copies, and the name of the program to record. */
  readonly recipes: { readonly isWanted: () => boolean; readonly tool: string }
  /** Where copies are written that are dragged out of the window; emptied at start. */
  readonly dragFolder: string
}

export class ImageActions {
  readonly #objects: ObjectStore
  readonly #bitmaps: ImageActionsParts['bitmaps']
  readonly #recipes: ImageActionsParts['recipes']
  readonly #dragFolder: string

  constructor({ objects, bitmaps, recipes, dragFolder }: ImageActionsParts) {
    this.#objects = objects
    this.#bitmaps = bitmaps
    this.#recipes = recipes
    this.#dragFolder = dragFolder
  }

  /** Copies the image itself, not its file, to the clipboard. */
  async copy({ hash, at }: Input<'images.copy'>, contents: WebContents): Promise<void> {
    const { path } = await this.#find(hash)
    const image = nativeImage.createFromPath(path)
    if (!image.isEmpty()) return writeToClipboard(image)
    // The file is there, but Electron doesn't decode its format outside of a page.
    const drawn = await this.#bitmaps?.read(hash).catch(() => undefined)
    if (drawn) return writeToClipboard(nativeImage.createFromBuffer(drawn))
    // The page that shows it may have its pixels.
    if (!at) throw new FailureError({ code: 'image-not-copyable', charge: 'none', at: Date.now() })
    const zoom = contents.getZoomFactor()
    contents.copyImageAt(Math.round(at.x * zoom), Math.round(at.y * zoom))
  }

  /**
   * Saves a copy where the user chooses, with prompt and settings if that's turned on. The stored file doesn't change.
   */
  async saveAs({ hash, suggestedName, recipe }: CopyDraft, contents: WebContents): Promise<SaveOutcome> {
    const { format } = await this.#find(hash)
    const extension = getExtension(format)
    const path = await askWhereToSave({ defaultPath: `${nameCopy(suggestedName)}.${extension}` }, extension, contents)
    if (path === undefined) return 'cancelled'
    const { bytes, isPlain } = await this.#prepareCopy(hash, recipe)
    try {
      await writeFileAtomically(path, bytes)
    } catch (error) {
      throw storageFailure(error)
    }
    return isPlain ? 'saved-plain' : 'saved'
  }

  /** Saves copies into a folder that the user chooses, one after the other. Leaves out those whose file is missing. */
  async saveAll(copies: readonly CopyDraft[], contents: WebContents): Promise<SavedCopies | null> {
    const window = BrowserWindow.fromWebContents(contents)
    const options: OpenDialogOptions = { properties: ['openDirectory', 'createDirectory'] }
    const { filePaths } = await (window ? dialog.showOpenDialog(window, options) : dialog.showOpenDialog(options))
    const [folder] = filePaths
    if (folder === undefined) return null
    const taken = new Set((await namesIn(folder)).map(fold))
    let saved = 0
    for (const { hash, suggestedName, recipe } of copies) {
      const found = await this.#objects.find(hash)
      const copy = found && (await this.#prepareCopy(hash, recipe).catch(() => undefined))
      if (!found || !copy) continue
      const name = takeFreeName(nameCopy(suggestedName), getExtension(found.format), taken)
      try {
        await writeFileAtomically(join(folder, name), copy.bytes)
      } catch (error) {
        throw storageFailure(error)
      }
      saved += 1
    }
    return { saved }
  }

  /**
   * Lets the system carry copies on from a drag that began in the page. Copies, because the receiver may keep the files
   * themselves, and under names that say what they are. Leaves out those whose file is missing; rejects if all are.
   */
  async dragOut(copies: readonly CopyDraft[], contents: WebContents): Promise<DraggedCopies> {
    const { files, first } = await this.#writeCopies(copies)
    const icon = await this.#createDragIcon(first.hash, first.path)
    if (!contents.isDestroyed()) contents.startDrag({ file: files[0], files: [...files], icon })
    return { dragged: files.length }
  }

  /** Copies a file, under a name that says what it is. It stays until the next start of Easel. */
  async copyFile(copy: CopyDraft): Promise<void> {
    const { files } = await this.#writeCopies([copy])
    await writeFormats(listFileFormats(files[0], process.platform))
  }

  /** Lets the system send a copy to another app or person. */
  async share(copy: CopyDraft, contents: WebContents): Promise<void> {
    const { files } = await this.#writeCopies([copy])
    const window = BrowserWindow.fromWebContents(contents)
    new ShareMenu({ filePaths: [...files] }).popup(window ? { window } : {})
  }

  async reveal(hash: ObjectHash): Promise<void> {
    shell.showItemInFolder((await this.#find(hash)).path)
  }

  /** Writes files for other programs to take. Leaves out those that are missing; rejects if all are. */
  async #writeCopies(copies: readonly CopyDraft[]): Promise<WrittenCopies> {
    // Each time a folder of its own, so that equal names don't replace what was handed over before.
    const folder = join(this.#dragFolder, randomUUID())
    const taken = new Set<string>()
    const files: string[] = []
    let first: WrittenCopies['first'] | undefined
    try {
      for (const { hash, suggestedName, recipe } of copies) {
        const found = await this.#objects.find(hash)
        const copy = found && (await this.#prepareCopy(hash, recipe).catch(() => undefined))
        if (!found || !copy) continue
        const file = join(folder, takeFreeName(nameCopy(suggestedName), getExtension(found.format), taken))
        await mkdir(folder, { recursive: true })
        await writeFileAtomically(file, copy.bytes, { durable: false })
        files.push(file)
        first ??= { hash, path: found.path }
      }
    } catch (error) {
      // A part of them is of no use, and on a full disk each byte counts.
      await rm(folder, { recursive: true, force: true }).catch(() => undefined)
      throw storageFailure(error)
    }
    const [file, ...others] = files
    if (file === undefined || !first) throw missing()
    return { files: [file, ...others], first }
  }

  /** A small image of what is dragged. Electron refuses to drag without one, and can't decode every format. */
  async #createDragIcon(hash: ObjectHash, path: string): Promise<NativeImage> {
    const image = nativeImage.createFromPath(path)
    if (!image.isEmpty()) return image.resize({ height: DRAG_ICON })
    // The pointer is on its way already, and a drag without an image of it is better than none.
    const drawing = this.#bitmaps?.read(hash).catch(() => undefined)
    const drawn = await Promise.race([drawing, delay(LATEST_ICON_MS, undefined, { ref: false })])
    if (drawn) return nativeImage.createFromBuffer(drawn).resize({ height: DRAG_ICON })
    const gray = Buffer.alloc(DRAG_ICON * DRAG_ICON * 4, 0x99)
    return nativeImage.createFromBitmap(gray, { width: DRAG_ICON, height: DRAG_ICON })
  }

  /** The bytes of a copy, with its recipe if that is wanted; `isPlain` where there was no room for one. */
  async #prepareCopy(
    hash: ObjectHash,
    recipe: RecipeFacts | undefined,
  ): Promise<{ bytes: Uint8Array; isPlain: boolean }> {
    const stored = await this.#objects.read(hash)
    if (!stored) throw missing()
    const facts = this.#recipes.isWanted() ? recipe : undefined
    const copy = facts && (await copyWithRecipe(stored.bytes, facts, this.#recipes.tool))
    return { bytes: copy ?? stored.bytes, isPlain: facts !== undefined && copy === undefined }
  }

  async #find(hash: ObjectHash): Promise<{ readonly path: string; readonly format: StoredFormat }> {
    const found = await this.#objects.find(hash)
    if (!found) throw missing()
    return found
  }
}

/** About the size at which systems draw what is being dragged. Pixels. */
const DRAG_ICON = 96
const LATEST_ICON_MS = 1_000

/** The name of a copy, without extension, that every system accepts. The page's may have one of its own. */
function nameCopy(suggested: string): string {
  return makeSafeName(suggested.replace(/\.(?:png|jpe?g|webp|svg|avif|gif|bmp)$/i, ''))
}

interface WrittenCopies {
  readonly files: readonly [string, ...string[]]
  /** Of the first one. */
  readonly first: { readonly hash: ObjectHash; readonly path: string }
}

function missing(): FailureError {
  return new FailureError({ code: 'image-missing', charge: 'none', at: Date.now() })
}

function storageFailure(cause: unknown): FailureError {
  const code = storageFailureCode(cause) ?? 'disk-failed'
  return new FailureError({ code, charge: 'none', at: Date.now() }, { cause })
}

/** The clipboard of older Electron versions, before it followed the web's. Still used in development. */
interface OlderClipboard {
  writeImage(image: NativeImage): void
  writeBuffer(format: string, bytes: Buffer): void
}

async function writeToClipboard(image: NativeImage): Promise<void> {
  if ('writeImage' in clipboard) (clipboard as unknown as OlderClipboard).writeImage(image)
  else await clipboard.write([new ClipboardItem({ 'image/png': new Blob([new Uint8Array(image.toPNG())]) })])
}

async function writeFormats(formats: readonly [ClipboardFormat, ...ClipboardFormat[]]): Promise<void> {
  // Older versions can write one of them only.
  if ('writeBuffer' in clipboard) {
    ;(clipboard as unknown as OlderClipboard).writeBuffer(formats[0].name, formats[0].bytes)
    return
  }
  const named = formats.map(({ name, bytes }) => [
    `electron application/osclipboard;format="${name}"`,
    new Blob([new Uint8Array(bytes)]),
  ])
  await clipboard.write([new ClipboardItem(Object.fromEntries(named) as Record<string, Blob>)])
}
