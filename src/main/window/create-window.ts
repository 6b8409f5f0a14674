import { BrowserWindow, nativeTheme, screen } from 'electron'
import { join } from 'node:path'
import { isOurUrl } from '../ipc/sender'
import { PAGE_URL } from './page-protocol'
import { readWindowState, writeWindowState, type WindowState } from './window-state'

/** The background in both themes, so that the first frame has the page's color (`surface` in the page's tokens). */
export const BACKGROUND = { light: '#f9f9f9', dark: '#121212' }
/** In pixels. Matches the height of the page's header. */
const HEADER_HEIGHT = 48
/** The smallest size that the page's layout supports. */
const MINIMUM = { width: 400, height: 480 }

export interface WindowParts {
  readonly profile: string
  readonly developmentUrl: string | undefined
  readonly openLink: (url: string) => void
}

/** Opens the window. It's shown once its first frame is ready. */
export function createWindow({ profile, developmentUrl, openLink }: WindowParts): BrowserWindow {
  const state = readWindowState(profile)
  nativeTheme.themeSource = state.theme
  const window = new BrowserWindow({
    ...placed(state),
    minWidth: MINIMUM.width,
    minHeight: MINIMUM.height,
    show: false,
    title: 'Easel',
    backgroundColor: nativeTheme.shouldUseDarkColors ? BACKGROUND.dark : BACKGROUND.light,
    ...titleBar(),
    webPreferences: {
      preload: join(__dirname, '../preload/index.js'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      // `spelling.ts` decides whether spelling is checked, and what is downloaded for it.
      spellcheck: true,
      // An answer that streams into a background window must not be throttled.
      backgroundThrottling: false,
    },
  })
  if (state.isMaximized) window.maximize()
  window.once('ready-to-show', () => window.show())
  rememberPlace(window, profile)
  followTheme(window)
  keepOnOurPage(window, developmentUrl, openLink)
  void window.loadURL(developmentUrl ?? PAGE_URL)
  return window
}

/** Updates what the page doesn't draw: the background while a window grows, and the title bar buttons on Windows. */
function followTheme(window: BrowserWindow): void {
  const update = (): void => {
    if (window.isDestroyed()) return
    window.setBackgroundColor(nativeTheme.shouldUseDarkColors ? BACKGROUND.dark : BACKGROUND.light)
    if (process.platform === 'win32') window.setTitleBarOverlay(overlayColours())
  }
  nativeTheme.on('updated', update)
  window.on('closed', () => nativeTheme.off('updated', update))
}

/** How much moving and resizing a kill may lose. */
const REMEMBER_AFTER_MS = 500

/** Saves the window's position shortly after it was moved and when it's closed, so that a kill doesn't lose it. */
function rememberPlace(window: BrowserWindow, profile: string): void {
  let timer: NodeJS.Timeout | undefined
  const remember = (): void => {
    clearTimeout(timer)
    timer = undefined
    if (window.isDestroyed()) return
    const place = { ...window.getNormalBounds(), isMaximized: window.isMaximized() }
    writeWindowState(profile, { ...place, theme: nativeTheme.themeSource })
  }
  const rememberSoon = (): void => {
    timer ??= setTimeout(remember, REMEMBER_AFTER_MS)
  }
  window.on('resize', rememberSoon)
  window.on('move', rememberSoon)
  window.on('maximize', rememberSoon)
  window.on('unmaximize', rememberSoon)
  window.on('close', remember)
  window.on('closed', () => clearTimeout(timer))
}

/** Prevents navigation, new windows and embedded pages. Links open in the user's browser or not at all. */
function keepOnOurPage(
  window: BrowserWindow,
  developmentUrl: string | undefined,
  openLink: (url: string) => void,
): void {
  const { webContents } = window
  webContents.setWindowOpenHandler(({ url }) => {
    openLink(url)
    return { action: 'deny' }
  })
  webContents.on('will-navigate', (event, url) => {
    if (!isOurUrl(url, developmentUrl)) event.preventDefault()
  })
  webContents.on('will-redirect', (event) => event.preventDefault())
  webContents.on('will-attach-webview', (event) => event.preventDefault())
}

/** Returns the window's last position, unless no screen shows it anymore. */
function placed({ x, y, width, height }: WindowState): Partial<Electron.Rectangle> {
  if (x === undefined || y === undefined) return { width, height }
  const area = screen.getDisplayMatching({ x, y, width, height }).workArea
  const isVisible = x < area.x + area.width && y < area.y + area.height && x + width > area.x && y + 40 > area.y
  return isVisible ? { x, y, width, height } : { width, height }
}

function titleBar(): Electron.BrowserWindowConstructorOptions {
  if (process.platform === 'linux') return { autoHideMenuBar: true }
  return {
    titleBarStyle: process.platform === 'darwin' ? 'hiddenInset' : 'hidden',
    titleBarOverlay: { height: HEADER_HEIGHT, ...(process.platform === 'win32' && overlayColours()) },
  }
}

function overlayColours(): { color: string; symbolColor: string } {
  return nativeTheme.shouldUseDarkColors
    ? { color: BACKGROUND.dark, symbolColor: '#e8e8e8' }
    : { color: BACKGROUND.light, symbolColor: '#2e2e2e' }
}
