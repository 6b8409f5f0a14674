/** What a user can do with a picture outside of Easel: copy it, save a copy, see it in its folder. */
import {
  BrowserWindow,
  clipboard,
  ClipboardItem,
  dialog,
  nativeImage,
  shell,
  type NativeImage,
  type WebContents,
} from 'electron'
import { extname } from 'node:path'
import type { Input, SaveOutcome } from '@shared/contract'
import { FailureError } from '@shared/failure'
import type { ObjectHash } from '@shared/ids'
import type { ImageFormat } from '@shared/image-options'
import { writeFileAtomically } from '../files/atomic-file'
import { storageFailureCode } from '../files/storage-failure'
import { extensionOf, type ObjectStore } from './object-store'
import { copyWithRecipe } from './recipe/copy-with-recipe'

export interface ImageActionsParts {
  readonly objects: ObjectStore
  /** Whether copies are to say what they were made from, and who says so. */
  readonly recipes: { readonly isWanted: () => boolean; readonly tool: string }
}

export class ImageActions {
  readonly #objects: ObjectStore
  readonly #recipes: ImageActionsParts['recipes']

  constructor({ objects, recipes }: ImageActionsParts) {
    this.#objects = objects
    this.#recipes = recipes
  }

  /** Puts the picture itself, not its file, on the clipboard. */
  async copy(hash: ObjectHash): Promise<void> {
    const { path } = await this.#find(hash)
    const image = nativeImage.createFromPath(path)
    if (image.isEmpty()) throw storageFailure()
    await writeToClipboard(image)
  }

  /** Writes a copy to where the user wants it, with its recipe if that is wanted; the stored file stays as it is. */
  async saveAs({ hash, suggestedName, recipe }: Input<'images.saveAs'>, contents: WebContents): Promise<SaveOutcome> {
    const { format } = await this.#find(hash)
    const window = BrowserWindow.fromWebContents(contents)
    const options = { defaultPath: fileName(suggestedName, format) }
    const { filePath } = await (window ? dialog.showSaveDialog(window, options) : dialog.showSaveDialog(options))
    if (!filePath) return 'cancelled'
    const stored = await this.#objects.read(hash)
    if (!stored) throw storageFailure()
    const facts = this.#recipes.isWanted() ? recipe : undefined
    const copy = facts && (await copyWithRecipe(stored, facts, this.#recipes.tool))
    try {
      const path = extname(filePath) === '' ? `${filePath}.${extensionOf(format)}` : filePath
      await writeFileAtomically(path, copy ?? stored.bytes)
    } catch (error) {
      throw storageFailure(error)
    }
    return facts && !copy ? 'saved-plain' : 'saved'
  }

  async reveal(hash: ObjectHash): Promise<void> {
    shell.showItemInFolder((await this.#find(hash)).path)
  }

  async #find(hash: ObjectHash): Promise<{ readonly path: string; readonly format: ImageFormat }> {
    const found = await this.#objects.find(hash)
    if (!found) throw storageFailure()
    return found
  }
}

/** The prompt as a file name that every system takes. */
function fileName(suggested: string, format: ImageFormat): string {
  const plain = suggested
    .replace(/[\p{C}\p{Zl}\p{Zp}<>:"/\\|?*]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/[. ]+$/, '')
    .slice(0, 80)
  return `${plain || 'Easel'}.${extensionOf(format)}`
}

function storageFailure(cause?: unknown): FailureError {
  const code = storageFailureCode(cause) ?? 'disk-failed'
  return new FailureError({ code, charge: 'none', at: Date.now() }, { cause })
}

/** Electron before its clipboard followed the W3C's, still in use for development. */
interface OlderClipboard {
  writeImage(image: NativeImage): void
}

async function writeToClipboard(image: NativeImage): Promise<void> {
  if ('writeImage' in clipboard) (clipboard as unknown as OlderClipboard).writeImage(image)
  else await clipboard.write([new ClipboardItem({ 'image/png': new Blob([new Uint8Array(image.toPNG())]) })])
}
