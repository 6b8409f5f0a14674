/** Builds the parts of main and hands each what it needs; the only file that knows them all. */
import { app, BrowserWindow, nativeTheme, safeStorage, session } from 'electron'
import Store from 'electron-store'
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { EventName, Events } from '@shared/contract'
import { Ledger } from './budget/ledger'
import type { Environment } from './environment'
import { DiskSpace } from './files/disk-space'
import { createHandlers } from './ipc/handlers'
import { parsers } from './ipc/parsers'
import type { Handlers } from './ipc/router'
import { createLog } from './log/log'
import { installApplicationMenu } from './menu/application-menu'
import { loadWords } from './menu/words'
import { ImageActions } from './objects/image-actions'
import { createImageResponder } from './objects/image-protocol'
import { extensionOf, ObjectStore } from './objects/object-store'
import { createProviders } from './providers/create-providers'
import { createTransport, type Transport } from './providers/transport'
import { RunService } from './runs/run-service'
import { RunStore } from './runs/run-store'
import { saveAnswer } from './runs/save-answer'
import { Spool } from './runs/spool'
import { testConnection } from './settings/connection-test'
import { ElectronEncryption } from './settings/electron-encryption'
import { SecretVault } from './settings/secret-vault'
import { SettingsService } from './settings/settings-service'
import { SettingsStore, type JsonFile } from './settings/settings-store'
import { BlobClient } from './uploads/blob-client'
import { blobPathname, Uploads } from './uploads/outbox'
import { recoverPage } from './window/recover-page'

export interface MainParts {
  readonly profile: string
  readonly environment: Environment
  readonly openLink: (url: string) => void
}

export interface Composition {
  readonly parsers: typeof parsers
  readonly handlers: Handlers
  readonly respondToImage: (request: Request) => Promise<Response>
  /** Connects a window: a crash of its page is repaired. */
  attach(window: BrowserWindow): void
  /** Resolves when no answer is being made any more. */
  whenIdle(): Promise<void>
  readonly report: (what: string, error: unknown) => void
}

/** How soon an answer is stored after a full disk has got room again. It costs nothing where there is none. */
const READ_AGAIN_MS = 30_000

export async function composeMain({ profile, environment, openLink }: MainParts): Promise<Composition> {
  const log = createLog(profile)
  const { report } = log
  process.on('uncaughtException', (error) => report('an exception was not handled', error))
  process.on('unhandledRejection', (reason) => report('a rejection was not handled', reason))

  const settings = new SettingsService({
    settings: new SettingsStore(profile, openJsonFile),
    vault: new SecretVault(profile, openJsonFile, new ElectronEncryption(safeStorage)),
    environment,
  })
  const transport = createTransport((url) => session.defaultSession.resolveProxy(url))
  const objects = new ObjectStore({ directory: join(profile, 'objects') })
  const previews = new ObjectStore({ directory: join(profile, 'previews') })
  const spool = new Spool(join(profile, 'spool'))
  const blob = new BlobClient()
  const uploads: Uploads = new Uploads({
    directory: join(profile, 'outbox'),
    objects,
    client: blob,
    account: () => settings.blob(),
    now: Date.now,
    random: Math.random,
    onChanged: (id, upload) => runs.uploadChanged(id, upload),
    report,
  })
  const runs: RunService = new RunService({
    store: new RunStore(join(profile, 'runs')),
    spool,
    objects,
    previews: {
      put: (bytes, options) => previews.put(bytes, options),
      remove: (hash) => previews.remove(hash),
      read: async (hash) => {
        const found = await previews.find(hash)
        return found && readFile(found.path)
      },
    },
    providerOf: createProviders({ openai: { account: () => settings.openai(), fetch: transport.fetch } }),
    uploads: {
      initial: () => uploads.initial(),
      enqueue: async (run, images) => {
        for (const [index, { attachmentId, hash, format }] of images.entries()) {
          const pathname = blobPathname(run, index, extensionOf(format))
          await uploads.enqueue({ attachmentId, hash, pathname, contentType: `image/${format}` })
        }
      },
    },
    disk: new DiskSpace({ folder: profile }),
    ledger: await Ledger.open(join(profile, 'ledger.log')),
    automaticRetries: () => settings.view().settings.automaticRetries,
    now: Date.now,
    emit: broadcast,
    report,
  })

  // The order matters: what an earlier life left is settled before its uploads go on and before the page asks.
  const settled = runs
    .settleAll()
    // No run is going now, so no preview is needed any more; those worth keeping were moved to the objects.
    .then(() => rm(join(profile, 'previews'), { recursive: true, force: true }))
    .then(() => objects.sweep())
    .then(() => uploads.start())
    .catch((error: unknown) => report('the last session could not be settled', error))

  const reader = setInterval(() => void runs.readAgain(), READ_AGAIN_MS)
  reader.unref()

  settings.onChanged((view) => {
    nativeTheme.themeSource = view.settings.theme
    uploads.accountChanged()
    broadcast('settings.changed', view)
  })
  nativeTheme.themeSource = settings.view().settings.theme
  const words = loadWords(app.getLocale())
  void words.then((say) => installApplicationMenu(say, (command) => tellFocused('command.chosen', command)))
  stopWithApp({ runs, uploads, transport })

  return {
    parsers,
    handlers: createHandlers({
      runs,
      settled,
      settings,
      testConnection: (test) => testConnection(test, { fetch: transport.fetch, settings, blob }),
      saveAnswer: (id, contents) => saveAnswer(spool, id, contents),
      retryUpload: (id) => uploads.retry(id),
      images: new ImageActions(objects),
      openLink,
      app: { version: app.getVersion(), platform: process.platform as 'linux', locale: app.getLocale() },
    }),
    respondToImage: createImageResponder([objects, previews]),
    attach: (window) => recoverPage(window, words, report),
    whenIdle: () => runs.whenIdle(),
    report,
  }
}

function openJsonFile(cwd: string, name: string): JsonFile {
  return new Store<Record<string, unknown>>({ cwd, name })
}

function broadcast<E extends EventName>(name: E, event: Events[E]): void {
  for (const window of BrowserWindow.getAllWindows()) tell(window, name, event)
}

function tellFocused<E extends EventName>(name: E, event: Events[E]): void {
  const window = BrowserWindow.getFocusedWindow() ?? BrowserWindow.getAllWindows()[0]
  if (window) tell(window, name, event)
}

function tell<E extends EventName>(window: BrowserWindow, name: E, event: Events[E]): void {
  if (!window.isDestroyed() && !window.webContents.isCrashed()) window.webContents.send('easel:event', name, event)
}

/** Leaves in time whatever hangs; nothing depends on it, since every step is on disk already. */
function stopWithApp({ runs, uploads, transport }: { runs: RunService; uploads: Uploads; transport: Transport }): void {
  app.on('will-quit', () => {
    uploads.stop()
    runs.abortAll()
    void transport.close()
  })
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => app.quit())
}
