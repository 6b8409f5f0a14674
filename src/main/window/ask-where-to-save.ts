import { BrowserWindow, dialog, type SaveDialogOptions, type WebContents } from 'electron'
import { access } from 'node:fs/promises'
import { basename, dirname, extname, join } from 'node:path'
import { fold, takeFreeName } from '@shared/hand-off/file-name'
import { namesIn } from '../files/atomic-file'

/**
 * Asks for the file to be. The system asks before one is replaced, on Linux only where it's told to. `extension`: for a name that
 * was typed without one. Undefined if the user cancels.
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

/** The system has asked about the path that was chosen, and not about this one: so it must be free. */
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
