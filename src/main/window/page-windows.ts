import { BrowserWindow } from 'electron'

/** The windows that the user has: not those in which contact sheets are drawn. */
export function listPageWindows(): readonly BrowserWindow[] {
  return BrowserWindow.getAllWindows().filter(({ webContents }) => !webContents.isOffscreen())
}
