/**
 * Starts and stops Easel. The window comes first: everything that the first frame does not need is loaded while
 * Chromium is busy making it (`composition.ts`).
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

/** The user wanted everything deleted, and something can't be. */
interface UndeletedProfile {
  readonly kind: 'not-deleted'
  readonly error: unknown
}

/** Main is needed even where the page never asks for anything. */
const LATEST_COMPOSITION_MS = 1_000

const developmentUrl = app.isPackaged ? undefined : process.env['ELECTRON_RENDERER_URL']
const environment = takeEnvironment(process.env)
const profile = chooseProfile()

// The second instance leaves; the first hears of it and comes to the front.
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

/** The profile was written by a newer Easel, or can't be copied before it's changed: says so, and leaves it alone. */
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
  // As root with --no-sandbox (containers, CI) the sandbox cannot start and the network service would crash forever.
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

/** Everything that the app writes lies below this folder. */
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

/** The heavy part of main, in pieces: between two of them Chromium gets to deliver what the user types. */
async function compose(showWindow: () => void): Promise<Composition> {
  for (const load of [() => import('./ipc/parsers'), () => import('./core')]) {
    await load()
    await new Promise((resume) => setImmediate(resume))
  }
  const { composeMain } = await import('./composition')
  return composeMain({ profile, environment, openLink, showWindow, developmentUrl })
}

/**
 * Loading the heavy part keeps this process from answering the page, with files and with the browser's own storage, which the
 * page reads synchronously. So it begins with the page's first request, which comes after both, and goes on while the page
 * renders.
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
    // The page itself fills in the numbers.
    const values = { length: '{{length}}', most: '{{most}}', amount: '{{amount}}' }
    return Object.fromEntries(QUICK_ASK_WORDS.map((word) => [word, say(`quickAsk.${word}`, values)]))
  }
  return { title: say('crashed.title'), detail: say('crashed.detail'), reload: say('crashed.reload') }
}

/** The page gets no camera, no location, no notification; it may put text on the clipboard when the user asks. */
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
