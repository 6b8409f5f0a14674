import { BrowserWindow } from 'electron'

const aside = new WeakSet<BrowserWindow>()

/** Marks a window without chats, such as the quick-ask window. */
export function keepAside(window: BrowserWindow): void {
  aside.add(window)
}

/** Lists the windows with chats, excluding offscreen windows for contact sheets and windows marked by `keepAside`. */
export function listPageWindows(): readonly BrowserWindow[] {
  return BrowserWindow.getAllWindows().filter((window) => !window.webContents.isOffscreen() && !aside.has(window))
}
