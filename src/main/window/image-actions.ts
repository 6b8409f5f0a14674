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
  /** Draws images that Electron can't decode outside a page. */
  readonly bitmaps: Pick<Bitmaps, 'read'> | undefined
  /** Whether to embed prompt and settings in copies, and the name of the program to record. */
  readonly recipes: { readonly isWanted: () => boolean; readonly tool: string }
  /** Where copies for dragging are written. Emptied at start. */
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
    // The file exists, but Electron can't decode its format outside a page.
    const drawn = await this.#bitmaps?.read(hash).catch(() => undefined)
    if (drawn) return writeToClipboard(nativeImage.createFromBuffer(drawn))
    // The page that shows the image may have its pixels.
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

  /** Saves copies into a folder that the user chooses, one after another. Skips those whose file is missing. */
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
   * Continues a drag that started in the page as a system drag. Drags copies with descriptive names, because the
   * receiver may keep the files themselves. Skips those whose file is missing; rejects if all are.
   */
  async dragOut(copies: readonly CopyDraft[], contents: WebContents): Promise<DraggedCopies> {
    const { files, first } = await this.#writeCopies(copies)
    const icon = await this.#createDragIcon(first.hash, first.path)
    if (!contents.isDestroyed()) contents.startDrag({ file: files[0], files: [...files], icon })
    return { dragged: files.length }
  }

  /** Copies a file with a descriptive name to the clipboard. The file stays until the next start of Easel. */
  async copyFile(copy: CopyDraft): Promise<void> {
    const { files } = await this.#writeCopies([copy])
    await writeFormats(listFileFormats(files[0], process.platform))
  }

  /** Shares a copy through the system's share menu. */
  async share(copy: CopyDraft, contents: WebContents): Promise<void> {
    const { files } = await this.#writeCopies([copy])
    const window = BrowserWindow.fromWebContents(contents)
    new ShareMenu({ filePaths: [...files] }).popup(window ? { window } : {})
  }

  async reveal(hash: ObjectHash): Promise<void> {
    shell.showItemInFolder((await this.#find(hash)).path)
  }

  /** Writes files for other programs to take. Skips missing ones; rejects if all are missing. */
  async #writeCopies(copies: readonly CopyDraft[]): Promise<WrittenCopies> {
    // Use a new folder each time, so that equal names don't replace earlier files.
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
      // Incomplete copies are useless, and on a full disk every byte counts.
      await rm(folder, { recursive: true, force: true }).catch(() => undefined)
      throw storageFailure(error)
    }
    const [file, ...others] = files
    if (file === undefined || !first) throw missing()
    return { files: [file, ...others], first }
  }

  /** Creates a small image for the drag. Electron refuses to drag without one, and can't decode every format. */
  async #createDragIcon(hash: ObjectHash, path: string): Promise<NativeImage> {
    const image = nativeImage.createFromPath(path)
    if (!image.isEmpty()) return image.resize({ height: DRAG_ICON })
    // The drag has already started, so don't wait long: a gray icon is better than none.
    const drawing = this.#bitmaps?.read(hash).catch(() => undefined)
    const drawn = await Promise.race([drawing, delay(LATEST_ICON_MS, undefined, { ref: false })])
    if (drawn) return nativeImage.createFromBuffer(drawn).resize({ height: DRAG_ICON })
    const gray = Buffer.alloc(DRAG_ICON * DRAG_ICON * 4, 0x99)
    return nativeImage.createFromBitmap(gray, { width: DRAG_ICON, height: DRAG_ICON })
  }

  /** Returns the bytes of a copy, with its recipe if wanted. `isPlain` if the recipe couldn't be embedded. */
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

/** In pixels. About the size at which systems draw a drag icon. */
const DRAG_ICON = 96
const LATEST_ICON_MS = 1_000

/** Returns a copy's name without extension, valid on every system. The page's name may have an extension. */
function nameCopy(suggested: string): string {
  return makeSafeName(suggested.replace(/\.(?:png|jpe?g|webp|svg|avif|gif|bmp)$/i, ''))
}

interface WrittenCopies {
  readonly files: readonly [string, ...string[]]
  /** The first copy. */
  readonly first: { readonly hash: ObjectHash; readonly path: string }
}

function missing(): FailureError {
  return new FailureError({ code: 'image-missing', charge: 'none', at: Date.now() })
}

function storageFailure(cause: unknown): FailureError {
  const code = storageFailureCode(cause) ?? 'disk-failed'
  return new FailureError({ code, charge: 'none', at: Date.now() }, { cause })
}

/** The clipboard of older Electron versions, before it adopted the web's API. Still used in development. */
interface OlderClipboard {
  writeImage(image: NativeImage): void
  writeBuffer(format: string, bytes: Buffer): void
}

async function writeToClipboard(image: NativeImage): Promise<void> {
  if ('writeImage' in clipboard) (clipboard as unknown as OlderClipboard).writeImage(image)
  else await clipboard.write([new ClipboardItem({ 'image/png': new Blob([new Uint8Array(image.toPNG())]) })])
}

async function writeFormats(formats: readonly [ClipboardFormat, ...ClipboardFormat[]]): Promise<void> {
  // Older versions can write only one format.
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
