import { app, BrowserWindow, nativeTheme, screen } from 'electron'
import { join } from 'node:path'
import type { EventName } from '@shared/contract'
import { QUICK_ASK_PAGE } from '@shared/quick-ask'
import type { QuickAskPanel } from '../quick-ask/quick-ask'
import { BACKGROUND } from './create-window'
import { keepAside } from './page-windows'
import { QUICK_ASK_URL } from './page-protocol'

const SIZE = { width: 640, height: 132 }
/** The share of the screen's height above the window: near eye level, and above the text being read. */
const FROM_TOP = 0.22

/** Creates the window, hidden. It has no menu, can't navigate and opens no windows. */
export function createQuickAskWindow(developmentUrl: string | undefined, onClosed: () => void): QuickAskPanel {
  const window = new BrowserWindow({
    ...SIZE,
    show: false,
    frame: false,
    resizable: false,
    minimizable: false,
    maximizable: false,
    fullscreenable: false,
    skipTaskbar: true,
    alwaysOnTop: true,
    title: 'Easel',
    backgroundColor: nativeTheme.shouldUseDarkColors ? BACKGROUND.dark : BACKGROUND.light,
    webPreferences: {
      // Not relative to this file, which is bundled into a chunk.
      preload: join(app.getAppPath(), 'out/preload/index.js'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
    },
  })
  keepAside(window)
  window.setMenu(null)
  const { webContents } = window
  webContents.setWindowOpenHandler(() => ({ action: 'deny' }))
  webContents.on('will-navigate', (event) => event.preventDefault())
  webContents.on('will-redirect', (event) => event.preventDefault())
  webContents.on('will-attach-webview', (event) => event.preventDefault())
  // A crashed page is created again on next use.
  webContents.on('render-process-gone', () => window.destroy())
  window.on('closed', onClosed)
  const loaded = window.loadURL(developmentUrl ? new URL(QUICK_ASK_PAGE, developmentUrl).href : QUICK_ASK_URL)
  const show = (): void => {
    if (window.isDestroyed()) return
    window.setBounds(place())
    window.show()
    window.focus()
    webContents.send('easel:event', 'quickAsk.shown' satisfies EventName, null)
  }
  return {
    get isShown() {
      return !window.isDestroyed() && window.isVisible()
    },
    show: () => void loaded.then(show, () => window.destroy()),
    hide: () => {
      if (window.isDestroyed()) return
      window.hide()
      // Return the focus to the previous app.
      if (process.platform === 'darwin' && !BrowserWindow.getAllWindows().some((other) => other.isVisible())) app.hide()
    },
    close: () => window.destroy(),
  }
}

/** Centers the window on the screen with the pointer. */
function place(): Electron.Rectangle {
  const { workArea } = screen.getDisplayNearestPoint(screen.getCursorScreenPoint())
  return {
    ...SIZE,
    x: Math.round(workArea.x + (workArea.width - SIZE.width) / 2),
    y: Math.round(workArea.y + FROM_TOP * workArea.height),
  }
}
