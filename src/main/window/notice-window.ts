import { app, BrowserWindow, nativeTheme } from 'electron'
import { BACKGROUND } from './create-window'
import { RECOVERY_URL } from './page-protocol'

/**
 * Creates a window with only the recovery page, whose one link quits Easel. It stores nothing and makes no requests.
 */
export function createNoticeWindow(): BrowserWindow {
  const window = new BrowserWindow({
    width: 620,
    height: 380,
    show: false,
    title: 'Easel',
    autoHideMenuBar: true,
    backgroundColor: nativeTheme.shouldUseDarkColors ? BACKGROUND.dark : BACKGROUND.light,
    webPreferences: { sandbox: true, contextIsolation: true, nodeIntegration: false, webviewTag: false },
  })
  const { webContents } = window
  webContents.setWindowOpenHandler(() => ({ action: 'deny' }))
  webContents.on('will-navigate', (event) => {
    event.preventDefault()
    app.quit()
  })
  window.once('ready-to-show', () => window.show())
  void window.loadURL(RECOVERY_URL)
  return window
}
