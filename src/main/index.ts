/**
 * Starts and stops Easel. Opens the window first; everything the first frame doesn't need is loaded while Chromium is
 * preparing it (`composition.ts`).
 */
import { app, ipcMain, protocol, session, shell, type BrowserWindow } from 'electron'
import { mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { IMAGE_SCHEME } from '@shared/image-url'
import type { Composition } from './composition'
import { takeEnvironment } from './environment'
import { routeRequests } from './ipc/router'
import { isOurPage, isOurUrl, mayAsk } from './ipc/sender'
import { finishDeletingEverything } from './profile/delete-everything'
import { prepareProfile, type ProfileState, type UnopenedProfile } from './profile/profile-version'
import { APP_ID } from './window/app-id'
import { createWindow } from './window/create-window'
import { CHOSEN_FILE } from '@shared/library'
import { judgeLink } from './window/links'
import { createNoticeWindow } from './window/notice-window'
import { checkSpelling } from './window/spelling'
import { createPageResponder, QUICK_ASK_URL } from './window/page-protocol'

/** The user chose to delete everything, and something couldn't be deleted. */
interface UndeletedProfile {
  readonly kind: 'not-deleted'
  readonly error: unknown
}

/** Composes main after this long even if the page makes no request. */
const LATEST_COMPOSITION_MS = 1_000

const developmentUrl = app.isPackaged ? undefined : process.env['ELECTRON_RENDERER_URL']
const environment = takeEnvironment(process.env)
const profile = chooseProfile()

// Only one instance runs. A second one quits, and the first is notified and comes to the front.
if (app.requestSingleInstanceLock()) {
  const state = openProfile()
  if (state.kind === 'ready') start()
  else showNotice(state)
} else app.quit()

function openProfile(): ProfileState | UndeletedProfile {
  try {
    finishDeletingEverything(profile)
  } catch (error) {
    return { kind: 'not-deleted', error }
  }
  return prepareProfile(profile)
}

/**
 * Shows why this profile isn't opened: it was written by a newer Easel, couldn't be copied before an upgrade, or
 * couldn't be deleted. Leaves it unchanged.
 */
function showNotice(state: UnopenedProfile | UndeletedProfile): void {
  protocol.registerSchemesAsPrivileged([{ scheme: 'easel', privileges: { standard: true, secure: true } }])
  void app.whenReady().then(() => {
    protocol.handle(
      'easel',
      createPageResponder(resolve(__dirname, '../renderer'), () => noticeWords(state)),
    )
    createNoticeWindow()
    app.on('window-all-closed', () => app.quit())
  })
}

async function noticeWords(state: UnopenedProfile | UndeletedProfile): Promise<Readonly<Record<string, string>>> {
  const { createWords } = await import('./menu/words')
  const say = createWords()
  const { storageFailureCode } = await import('./files/storage-failure')
  const isFull = state.kind === 'not-upgraded' && storageFailureCode(state.error) === 'disk-full'
  const words = (name: string) => say(`profile.${isFull ? 'disk-full' : state.kind}.${name}`, { folder: profile })
  return { title: words('title'), detail: words('detail'), reload: say('profile.quit') }
}

function start(): void {
  app.setAppUserModelId(APP_ID)
  // When run as root with --no-sandbox (containers, CI), the sandbox can't start and the network service would keep
  // crashing.
  const isUnsandboxedRoot = process.getuid?.() === 0 && app.commandLine.hasSwitch('no-sandbox')
  if (!isUnsandboxedRoot) app.enableSandbox()

  protocol.registerSchemesAsPrivileged([
    { scheme: 'easel', privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
    { scheme: IMAGE_SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true } },
  ])

  void app.whenReady().then(() => {
    const { composed, begin } = prepareComposition(() => showWindow())
    serveSchemes(composed)
    refusePermissions()
    checkSpelling(false)
    routeRequests({
      ipcMain,
      isAllowed: ({ senderFrame }, name) =>
        senderFrame !== null && isOurPage(senderFrame, developmentUrl) && mayAsk(senderFrame.url, name),
      provide: () => {
        begin()
        return composed
      },
      report: (what, error) => void composed.then(({ report }) => report(what, error)),
    })
    let main: BrowserWindow | undefined
    const openWindow = (): BrowserWindow => {
      const window = createWindow({ profile, developmentUrl, openLink })
      void composed.then(({ attach }) => attach(window))
      main = window
      window.on('closed', () => {
        if (main === window) main = undefined
      })
      return window
    }
    openWindow()
    const showWindow = (): void => {
      const window = main ?? openWindow()
      if (window.isMinimized()) window.restore()
      window.show()
      window.focus()
    }
    app.on('activate', showWindow)
    app.on('second-instance', showWindow)
    app.on('window-all-closed', () => {
      if (process.platform !== 'darwin') void composed.then(({ quitting }) => quitting.windowsClosed())
    })
  })
}

/** Chooses the profile folder, which contains everything that the app writes. */
function chooseProfile(): string {
  const wanted = app.commandLine.getSwitchValue('user-data-dir')
  const folder = wanted ? resolve(wanted) : app.getPath('userData')
  mkdirSync(folder, { recursive: true })
  app.setPath('userData', folder)
  app.setPath('sessionData', folder)
  app.setPath('crashDumps', join(folder, 'crashes'))
  app.setAppLogsPath(join(folder, 'logs'))
  return folder
}

/** Loads the heavy part of main in pieces, so that Chromium can deliver the user's typing between them. */
async function compose(showWindow: () => void): Promise<Composition> {
  for (const load of [() => import('./ipc/parsers'), () => import('./core')]) {
    await load()
    await new Promise((resume) => setImmediate(resume))
  }
  const { composeMain } = await import('./composition')
  return composeMain({ profile, environment, openLink, showWindow, developmentUrl })
}

/**
 * Delays the heavy part of main until the page's first request, or until `begin` is called. While it loads, this
 * process can't serve files or the browser storage that the page reads synchronously; the first request comes after
 * both. Loading then continues while the page renders.
 */
function prepareComposition(showWindow: () => void): { composed: Promise<Composition>; begin: () => void } {
  let begin = (): void => {}
  const begun = new Promise<void>((resolve) => (begin = resolve))
  setTimeout(begin, LATEST_COMPOSITION_MS)
  return { composed: begun.then(() => compose(showWindow)), begin }
}

function serveSchemes(composed: Promise<Composition>): void {
  const respondToPage = createPageResponder(resolve(__dirname, '../renderer'), findWords)
  protocol.handle('easel', async (request) =>
    request.url.startsWith(CHOSEN_FILE) ? (await composed).respondToChosen(request) : respondToPage(request),
  )
  protocol.handle(IMAGE_SCHEME, async (request) => (await composed).respondToImage(request))
}

const QUICK_ASK_WORDS = [
  'label',
  'placeholder',
  'hint',
  'noModel',
  'daily',
  'monthly',
  'tooLong',
  'free',
  'upTo',
  'unpriced',
] as const

async function findWords(page: string): Promise<Readonly<Record<string, string>>> {
  const { createWords } = await import('./menu/words')
  const say = createWords()
  if (page === QUICK_ASK_URL) {
    // The page fills in the numbers itself.
    const values = { length: '{{length}}', most: '{{most}}', amount: '{{amount}}' }
    return Object.fromEntries(QUICK_ASK_WORDS.map((word) => [word, say(`quickAsk.${word}`, values)]))
  }
  return { title: say('crashed.title'), detail: say('crashed.detail'), reload: say('crashed.reload') }
}

/** Denies the page every permission (camera, location, notifications) except writing text to the clipboard. */
function refusePermissions(): void {
  const allowed = new Set(['clipboard-sanitized-write'])
  const { defaultSession } = session
  defaultSession.setPermissionRequestHandler((contents, permission, answer) =>
    answer(allowed.has(permission) && isOurUrl(contents.getURL(), developmentUrl)),
  )
  defaultSession.setPermissionCheckHandler((_contents, permission) => allowed.has(permission))
  defaultSession.setDevicePermissionHandler(() => false)
}

function openLink(url: string): void {
  const verdict = judgeLink(url)
  if (verdict === 'open') void shell.openExternal(url)
  if (verdict === 'ask') {
    void import('./window/ask-link')
      .then(({ askLink }) => askLink(url))
      .then((isWanted) => (isWanted ? shell.openExternal(url) : undefined))
  }
}
