/**
 * Windows that draw documents of chats and images for printing and export. They're never shown, run no scripts and
 * can't navigate.
 */
import { BrowserWindow, type BrowserWindowConstructorOptions } from 'electron'

/** With `offscreen`, the window's content can be captured. */
export function openDocumentWindow(options: BrowserWindowConstructorOptions, offscreen = false): BrowserWindow {
  const window = new BrowserWindow({
    ...options,
    show: false,
    skipTaskbar: true,
    webPreferences: {
      offscreen,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      javascript: false,
      backgroundThrottling: false,
    },
  })
  window.webContents.setWindowOpenHandler(() => ({ action: 'deny' }))
  window.webContents.on('will-navigate', (event) => event.preventDefault())
  return window
}
