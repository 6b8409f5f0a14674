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
import { copyFile } from 'node:fs/promises'
import { extname } from 'node:path'
import { FailureError } from '@shared/failure'
import type { ObjectHash } from '@shared/ids'
import type { ImageFormat } from '@shared/image-options'
import { extensionOf, type ObjectStore } from './object-store'

export class ImageActions {
  readonly #objects: ObjectStore

  constructor(objects: ObjectStore) {
    this.#objects = objects
  }

  /** Puts the picture itself, not its file, on the clipboard. */
  async copy(hash: ObjectHash): Promise<void> {
    const { path } = await this.#find(hash)
    const image = nativeImage.createFromPath(path)
    if (image.isEmpty()) throw storageFailure()
    await writeToClipboard(image)
  }

  /** Copies the stored file, byte for byte, to where the user wants it. False when they changed their mind. */
  async saveAs(hash: ObjectHash, suggestedName: string, contents: WebContents): Promise<boolean> {
    const { path, format } = await this.#find(hash)
    const window = BrowserWindow.fromWebContents(contents)
    const options = { defaultPath: fileName(suggestedName, format) }
    const { filePath } = await (window ? dialog.showSaveDialog(window, options) : dialog.showSaveDialog(options))
    if (!filePath) return false
    try {
      await copyFile(path, extname(filePath) === '' ? `${filePath}.${extensionOf(format)}` : filePath)
    } catch (error) {
      throw storageFailure(error)
    }
    return true
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
  return new FailureError({ code: 'disk-failed', charge: 'none', at: Date.now() }, { cause })
}

/** Electron before its clipboard followed the W3C's, still in use for development. */
interface OlderClipboard {
  writeImage(image: NativeImage): void
}

async function writeToClipboard(image: NativeImage): Promise<void> {
  if ('writeImage' in clipboard) (clipboard as unknown as OlderClipboard).writeImage(image)
  else await clipboard.write([new ClipboardItem({ 'image/png': new Blob([new Uint8Array(image.toPNG())]) })])
}
