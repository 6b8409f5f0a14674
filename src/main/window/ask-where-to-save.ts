import { BrowserWindow, dialog, type SaveDialogOptions, type WebContents } from 'electron'
import { access } from 'node:fs/promises'
import { basename, dirname, extname, join } from 'node:path'
import { fold, takeFreeName } from '@shared/hand-off/file-name'
import { namesIn } from '../files/atomic-file'

/**
 * Asks where to save a file. The system asks before replacing one; on Linux that must be requested. `extension` is
 * added to a name typed without one. Undefined if the user cancels.
 */
export async function askWhereToSave(
  { defaultPath, filters = [] }: Pick<SaveDialogOptions, 'defaultPath' | 'filters'>,
  extension: string,
  contents: WebContents,
): Promise<string | undefined> {
  const window = BrowserWindow.fromWebContents(contents)
  const options: SaveDialogOptions = { defaultPath, filters, properties: ['showOverwriteConfirmation'] }
  const { filePath } = await (window ? dialog.showSaveDialog(window, options) : dialog.showSaveDialog(options))
  if (!filePath) return undefined
  return extname(filePath) === '' ? addExtension(filePath, extension) : filePath
}

/** Adds the extension. The system asked about the chosen path, not this one, so this one must be free. */
async function addExtension(path: string, extension: string): Promise<string> {
  const wanted = `${path}.${extension}`
  const isThere = await access(wanted).then(
    () => true,
    () => false,
  )
  if (!isThere) return wanted
  const folder = dirname(path)
  return join(folder, takeFreeName(basename(path), extension, new Set((await namesIn(folder)).map(fold))))
}
