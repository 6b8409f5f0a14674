/** Builds the parts of main and passes each what it needs. The only file that imports them all. */
import {
  app,
  globalShortcut,
  nativeTheme,
  safeStorage,
  session,
  shell,
  type BrowserWindow,
  type WebContents,
} from 'electron'
import Store from 'electron-store'
import { join } from 'node:path'
import { createModelFinder } from '@shared/catalogue/find-listed'
import { withOwnPrices } from '@shared/own-prices'
import type { EventName, Events } from '@shared/contract'
import type { Run } from '@shared/run'
import type { Settings } from '@shared/settings'
import { createCore, type Core } from './core'
import type { Environment } from './environment'
import { readFreeBytes } from './files/disk-space'
import { createHandlers } from './ipc/handlers'
import { parsers } from './ipc/parsers'
import type { Handlers } from './ipc/router'
import { createLog } from './log/log'
import { Menus } from './menu/menus'
import { createWords } from './menu/words'
import { loadExtraCertificates } from './network/certificates'
import { ModelLists } from './models/model-lists'
import { createBitmapDrawer } from './window/bitmap-drawer'
import { ImageActions } from './window/image-actions'
import { Leftovers } from './files/leftovers'
import { HandOff } from './hand-off/hand-off'
import { SheetDocuments } from './hand-off/sheet/sheet-documents'
import { handOut } from './window/hand-out'
import { ChosenFile } from './library/chosen-file'
import { addProjectCaps } from './settings/add-project-caps'
import { LibraryFiles } from './window/library-files'
import { createImageResponder } from './objects/image-protocol'
import { fetchRemoteImage } from './services/remote-image'
import { WakeSignal } from './services/wake-signal'
import { createTransport, type Transport } from './services/transport'
import { Activity } from './runs/activity'
import { describeAnswer } from './quick-ask/describe-answer'
import { QuickAsk } from './quick-ask/quick-ask'
import { Farewells } from './quit/farewells'
import { QuitGuard } from './quit/quit-guard'
import { saveAnswer } from './window/save-answer'
import { printChat } from './window/print-chat'
import { saveChat } from './window/save-chat'
import { savePrompts } from './window/save-prompts'
import { filterByProject } from './budget/usage-csv'
import { saveUsage } from './window/save-usage'
import { SessionFile } from './session/session-file'
import { testConnection } from './settings/connection-test'
import { ElectronEncryption } from './window/electron-encryption'
import { SecretVault } from './settings/secret-vault'
import { SettingsService } from './settings/settings-service'
import { SettingsStore, type JsonFile } from './settings/settings-store'
import { StorageService } from './storage/storage-service'
import { deleteEverything } from './window/delete-everything'
import { Help } from './window/help'
import { PageGuard } from './window/page-guard'
import { listPageWindows } from './window/page-windows'
import { createQuickAskWindow } from './window/quick-ask-window'
import { openSheetWindow } from './window/sheet-window'
import { clearBadge, notifyOfBatch, notifyOfEnd, onWake, showProgress, StayAwake } from './window/signs-of-work'
import { checkSpelling, listSpellingLanguages } from './window/spelling'
import { announceEnd, askBeforeQuitting, closeWindows, guardClosing, guardQuitting } from './window/quit-edge'

export interface MainParts {
  readonly profile: string
  readonly environment: Environment
  readonly openLink: (url: string) => void
  /** Brings a window to the front, or opens one if there is none. */
  readonly showWindow: () => void
  readonly developmentUrl: string | undefined
}

export interface Composition {
  readonly parsers: typeof parsers
  readonly handlers: Handlers
  readonly respondToImage: (request: Request) => Promise<Response>
  /** For addresses below `CHOSEN_FILE`. */
  readonly respondToChosen: (request: Request) => Response
  /** Connects a window and repairs its page after a crash. */
  attach(window: BrowserWindow): void
  /** Decides when the app may quit. */
  readonly quitting: Pick<QuitGuard, 'windowsClosed'>
  readonly report: (what: string, error: unknown) => void
}

export async function composeMain({
  profile,
  environment,
  openLink,
  showWindow,
  developmentUrl,
}: MainParts): Promise<Composition> {
  const log = createLog(profile)
  const { report } = log
  process.on('uncaughtException', (error) => report('an exception was not handled', error))
  process.on('unhandledRejection', (reason) => report('a rejection was not handled', reason))

  const settings = new SettingsService({
    settings: new SettingsStore(profile, openJsonFile),
    vault: new SecretVault(profile, openJsonFile, new ElectronEncryption(safeStorage)),
    environment,
    findListing: (connection, server) => models.current(connection, server),
  })
  const transport = createTransport((url) => session.defaultSession.resolveProxy(url), {
    // A command-line switch applies to this start of Easel only, the environment to all programs. System settings come
    // last.
    environment: PROXY_SWITCHES.some((name) => app.commandLine.hasSwitch(name)) ? {} : environment,
    loadCertificates: () => loadExtraCertificates({ environment, report }),
  })
  const models: ModelLists = new ModelLists({
    folder: join(profile, 'models'),
    connections: () => settings.view().connections,
    account: (connection) => settings.account(connection),
    fetch: transport.fetch,
    now: Date.now,
    onChanged: () => broadcast('settings.changed', settings.view()),
  })
  await models.load()
  const waking = new WakeSignal()
  onWake(() => {
    transport.renew()
    waking.wake()
  })
  const words = createWords()
  const findWindows = (id: string) => settings.current.connections.find((one) => one.id === id)?.contextTokens
  const findListed = createModelFinder((connection) => {
    const account = settings.account(connection)
    return 'problem' in account ? undefined : models.current(connection, account.baseUrl)
  }, findWindows)
  const findPriced = withOwnPrices(findListed, () => settings.current.ownPrices)
  const core = await createCore({
    profile,
    providers: {
      account: (connection) => settings.account(connection),
      network: { fetch: transport.fetch, isProxied: transport.isProxied, onWake: waking.subscribe, note: log.info },
      findModel: findPriced,
      demoPainter: join(app.getAppPath(), 'out/main/demo-painter.js'),
    },
    blobAccount: () => settings.blob(),
    prepareBlobNetwork: transport.adoptUndici,
    automaticRetries: () => settings.current.automaticRetries,
    ownPrices: () => settings.current.ownPrices,
    limits: () => settings.current,
    now: Date.now,
    random: Math.random,
    onBatchRest: (news) => {
      if (!settings.current.notifyWhenDone || quitting.isFinishing) return
      notifyOfBatch(words, news, () => {
        showWindow()
        if (news.answer) tellFocused('answer.called', { chatId: news.chatId, id: news.answer })
      })
    },
    drawPng: createBitmapDrawer(),
    mayStartBatches: () => !quitting.isFinishing,
    emit: (name, event) => {
      broadcast(name, event)
      if (name !== 'run.changed') return
      activity.runChanged(event as Run)
      quitting.runChanged(event as Run)
    },
    report,
  })
  const { runs, uploads, objects } = core
  const awake = new StayAwake()
  const activity = new Activity({
    onCount: (count) => {
      awake.show(count)
      showProgress(count)
    },
    onEnded: (run) => {
      // A batch is announced only when all of it has ended.
      if (core.batches.isCell(run)) return
      // While Easel finishes in the background, a single notice announces everything at the end.
      if (!settings.current.notifyWhenDone || quitting.isFinishing) return
      notifyOfEnd(words, run, () => {
        showWindow()
        tellFocused('answer.called', { chatId: run.place.chatId, id: run.id })
      })
    },
  })
  app.on('browser-window-focus', () => clearBadge(words))
  const quitting: QuitGuard = new QuitGuard({
    runs: () => [...runs.list(), ...core.helpers.list()],
    whenIdle: async () => {
      await Promise.all([runs.whenIdle(), core.helpers.whenIdle()])
    },
    whenUploaded: () => uploads.whenQuiet(),
    ask: (work) => askBeforeQuitting(words, app.getLocale(), work, core.batches.countWaiting()),
    closeWindows,
    announce: (outcome) => announceEnd(words, outcome),
    quit: () => app.quit(),
    report,
  })

  const storage = new StorageService({
    profile,
    objects,
    waitingUploads: () => uploads.waiting,
    freeBytes: () => readFreeBytes(profile),
    blobAccount: () => settings.blob(),
    fetch: transport.fetch,
    onProgress: (progress) => broadcast('storage.verified', progress),
  })

  const tool = `Easel ${app.getVersion()}`
  const leftovers = new Leftovers({ path: join(profile, 'leftovers.json'), now: Date.now })
  void leftovers.sweep()
  const sheets = new SheetDocuments()
  const handOff = new HandOff({
    openPress: () => openSheetWindow(sheets),
    leftovers,
    objects,
    tool,
    now: Date.now,
    onProgress: (progress) => broadcast('handOff.progressed', progress),
  })

  const quickAsk = new QuickAsk({
    shortcuts: globalShortcut,
    createPanel: (onClosed) => createQuickAskWindow(developmentUrl, onClosed),
    describe: (model, text) => describeAnswer(model, text, { find: findPriced, budget: core.budget.view }),
    showWindow,
    tell: () => tellFocused('question.asked', null),
  })
  const followShortcut = (keys: Settings['quickAskShortcut']): void => {
    if (!quickAsk.choose(keys)) report('the keys of quick ask belong to another app', new Error(String(keys)))
  }
  followShortcut(settings.current.quickAskShortcut)
  app.on('will-quit', () => quickAsk.stop())

  let spelling = settings.current
  if (spelling.spellCheck) checkSpelling(true, spelling.spellLanguages)
  settings.onChanged((view) => {
    nativeTheme.themeSource = view.settings.theme
    if (view.settings.quickAskShortcut !== spelling.quickAskShortcut) followShortcut(view.settings.quickAskShortcut)
    const { spellCheck, spellLanguages } = view.settings
    if (spellCheck !== spelling.spellCheck || spellLanguages.join() !== spelling.spellLanguages.join()) {
      checkSpelling(spellCheck, spellLanguages)
    }
    spelling = view.settings
    uploads.accountChanged()
    core.budget.tell()
    broadcast('settings.changed', view)
    void models.accountsChanged()
  })
  nativeTheme.themeSource = settings.current.theme
  const respondToImage = createImageResponder({
    stores: [objects, core.previews],
    previews: core.previews,
    thumbnails: core.thumbnails,
    bitmaps: core.bitmaps,
  })
  const chosen = new ChosenFile()
  const pages = new PageGuard({ now: Date.now, report })
  const farewells = new Farewells<WebContents>({
    ask: (contents) => {
      if (!pages.isListening(contents)) return false
      contents.send('easel:event', 'page.dismissed' satisfies EventName, null)
      return true
    },
    after: (delayMs, callback) => void setTimeout(callback, delayMs),
  })
  const openLogFolder = (): void => void shell.openPath(join(profile, 'logs'))
  const menus = new Menus({
    words,
    openLink,
    // On macOS the menu exists even without a window.
    choose: (command) => (listPageWindows().length > 0 ? tellFocused('command.chosen', command) : showWindow()),
    openLogFolder,
  })
  models.start()
  guardQuitting(quitting, farewells)
  stopWithApp({ core, models, transport })

  return {
    parsers,
    handlers: createHandlers({
      runs,
      helpers: core.helpers,
      batches: core.batches,
      batchesOpened: core.batchesOpened,
      session: new SessionFile(profile, report),
      settled: core.settled,
      settings,
      testConnection: (test) =>
        testConnection(test, {
          fetch: transport.fetch,
          settings,
          blob: core.blob,
          onListed: (connection, server, list) => void models.receive(connection, server, list),
        }),
      listSpellingLanguages,
      quickAsk,
      fetchRemoteImage: async (url) => {
        const found = await fetchRemoteImage(url, transport)
        // Stored as a preview, which is deleted at the next start: it isn't an answer, and nothing refers to it.
        return 'bytes' in found ? core.previews.put(found.bytes, { durable: false }).catch(() => null) : null
      },
      saveAnswer: (id, contents) => saveAnswer(core.spool, id, contents),
      retryUpload: (id) => uploads.retry(id),
      images: new ImageActions({
        dragFolder: join(profile, 'drag'),
        objects,
        bitmaps: core.bitmaps,
        recipes: { isWanted: () => settings.current.recipeInCopies, tool },
      }),
      handOff,
      handOut: (order, contents) => handOut(handOff, order, contents),
      exportChat: (chat, contents) => {
        const keepsRecipes = (): boolean => settings.current.recipeInCopies
        return saveChat(chat, { handOff, keepsRecipes }, contents)
      },
      printChat: (chat, contents) => printChat(chat, { documents: sheets, objects }, contents),
      storage,
      stored: core.stored,
      importKey: core.imports.key,
      thumbnails: core.thumbnails,
      archive: core.archive,
      bin: core.bin,
      revealFolder: () => void shell.openPath(join(profile, 'objects')),
      openLink,
      menus,
      openLogFolder,
      help: new Help({
        profile,
        view: () => settings.view(),
        count: async () => {
          const { images, keptAnswers, waitingUploads } = await storage.view()
          return {
            answersInMemory: runs.list().length,
            images: images.count,
            keptAnswers: keptAnswers.count,
            waitingUploads,
          }
        },
      }),
      library: new LibraryFiles(
        async () => {
          const { Library } = await import('./library/library')
          return new Library({
            archive: core.archive,
            objects,
            ledger: core.ledger,
            disk: core.disk,
            settings: () => settings.current,
            version: app.getVersion(),
            now: Date.now,
            addProjectCaps: (more) => {
              const { caps, added } = addProjectCaps(settings.current.projectCaps, more)
              if (added > 0) settings.change({ settings: { projectCaps: caps } })
              return added
            },
            onProgress: (share) => broadcast('library.progress', share),
            onSpent: () => core.budget.tell(),
            report,
          })
        },
        leftovers,
        chosen,
        Date.now,
      ),
      ledger: core.ledger,
      budget: core.budget,
      exportPrompts: savePrompts,
      exportUsage: (wanted, contents) =>
        saveUsage(filterByProject(core.ledger.within(wanted), wanted), wanted, contents, findListed),
      deleteEverything: (choice) => deleteEverything(profile, core, choice),
      greeted: (contents) => pages.isAlive(contents),
      leaves: (contents) => farewells.answer(contents),
      app: { version: app.getVersion(), platform: process.platform as 'linux', locale: app.getLocale() },
    }),
    respondToChosen: (request) => chosen.respond(request),
    respondToImage: async (request) =>
      (await core.imports.respond(request)) ??
      (await core.thumbnailUploads.respond(request)) ??
      sheets.respond(request) ??
      respondToImage(request),
    attach: (window) => {
      pages.guard(window.webContents)
      menus.attach(window.webContents)
      quitting.windowOpened()
      // Starts what had to wait because Easel was quitting.
      void core.batches.feed()
      guardClosing(window, quitting, farewells)
      window.on('closed', () => {
        // On other systems the app quits with its last window.
        if (process.platform !== 'darwin' && listPageWindows().length === 0) quickAsk.closePanel()
      })
    },
    quitting,
    report,
  }
}

/** Chromium's command-line switches that set or disable the proxy for one start. */
const PROXY_SWITCHES = ['proxy-server', 'proxy-pac-url', 'proxy-auto-detect', 'no-proxy-server'] as const

function openJsonFile(cwd: string, name: string): JsonFile {
  return new Store<Record<string, unknown>>({ cwd, name })
}

function broadcast<E extends EventName>(name: E, event: Events[E]): void {
  for (const window of listPageWindows()) tell(window, name, event)
}

function tellFocused<E extends EventName>(name: E, event: Events[E]): void {
  const windows = listPageWindows()
  const window = windows.find((one) => one.isFocused()) ?? windows[0]
  if (window) tell(window, name, event)
}

function tell<E extends EventName>(window: BrowserWindow, name: E, event: Events[E]): void {
  if (!window.isDestroyed() && !window.webContents.isCrashed()) window.webContents.send('easel:event', name, event)
}

/** Stops the parts without waiting for them, so that quitting isn't delayed. Every step is already on disk. */
function stopWithApp({ core, models, transport }: { core: Core; models: ModelLists; transport: Transport }): void {
  app.on('will-quit', () => {
    core.stop()
    models.stop()
    void transport.close()
  })
}
