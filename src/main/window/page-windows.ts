import { BrowserWindow } from 'electron'

const aside = new WeakSet<BrowserWindow>()

/** This window has no chats: it takes a question for one that has. */
export function keepAside(window: BrowserWindow): void {
  aside.add(window)
}

/** The windows with chats: not those in which contact sheets are drawn, and not the small one for a question. */
export function listPageWindows(): readonly BrowserWindow[] {
  return BrowserWindow.getAllWindows().filter((window) => !window.webContents.isOffscreen() && !aside.has(window))
}
