/** One thin handler per request in the contract. The work is done elsewhere. */
import type { WebContents } from 'electron'
import type { ChatExport, ChatExported } from '@shared/chat-export'
import type { ChatPrint, ChatPrinted } from '@shared/chat-print'
import type { Welcome } from '@shared/contract'
import type { HandOffOrder, HandOffOutcome } from '@shared/hand-off/order'
import type { AttachmentId, RunId } from '@shared/ids'
import type { ImageFile } from '@shared/request'
import type { ConnectionTest, ConnectionVerdict } from '@shared/settings'
import type { Archive } from '../archive/archive'
import type { Batches } from '../batches/batches'
import type { Bin } from '../bin/bin'
import type { PromptContent } from '@shared/prompt-library'
import type { UsageExport } from '@shared/spending'
import type { LibraryFiles } from '../window/library-files'
import type { Help } from '../window/help'
import type { Menus } from '../menu/menus'
import type { Budget } from '../budget/budget'
import type { Ledger } from '../budget/ledger'
import type { HandOff } from '../hand-off/hand-off'
import type { ImageActions } from '../window/image-actions'
import type { StoredImages } from '../objects/stored-images'
import type { Thumbnails } from '../objects/thumbnails'
import type { HelperCalls } from '../helper-calls/helper-calls'
import type { RunService } from '../runs/run-service'
import type { SessionFile } from '../session/session-file'
import type { StorageService } from '../storage/storage-service'
import type { SettingsService } from '../settings/settings-service'
import type { DeletionChoice } from '../profile/delete-everything'
import type { QuickAsk } from '../quick-ask/quick-ask'
import type { Handlers } from './router'

export interface HandlerParts {
  readonly runs: RunService
  readonly session: Pick<SessionFile, 'current' | 'keep'>
  /** Resolves once the runs of the last session are settled. */
  readonly settled: Promise<void>
  readonly settings: Pick<SettingsService, 'view' | 'change'>
  readonly testConnection: (test: ConnectionTest) => Promise<ConnectionVerdict>
  readonly quickAsk: Pick<QuickAsk, 'ask' | 'describe' | 'hide' | 'prefer' | 'take' | 'choose' | 'isActive'>
  readonly listSpellingLanguages: () => readonly string[]
  readonly fetchRemoteImage: (url: string) => Promise<ImageFile | null>
  readonly saveAnswer: (id: RunId, contents: WebContents) => Promise<boolean>
  readonly helpers: Pick<HelperCalls, 'ask' | 'cancel'>
  readonly batches: Pick<Batches, 'list' | 'read' | 'start' | 'change' | 'retry'>
  /** Resolves once the batches of the last session are loaded. */
  readonly batchesOpened: Promise<void>
  readonly retryUpload: (id: AttachmentId) => void
  readonly images: ImageActions
  /** Asks the user where to save first. Null if the user cancels. */
  readonly handOut: (order: HandOffOrder, contents: WebContents) => Promise<HandOffOutcome | null>
  readonly handOff: Pick<HandOff, 'stop'>
  readonly exportChat: (chat: ChatExport, contents: WebContents) => Promise<ChatExported | null>
  readonly printChat: (chat: ChatPrint, contents: WebContents) => Promise<ChatPrinted>
  readonly storage: Pick<StorageService, 'view' | 'verify' | 'restore'>
  readonly revealFolder: () => void
  readonly stored: Pick<StoredImages, 'list' | 'describe'>
  readonly archive: Pick<Archive, 'state' | 'renew' | 'append' | 'read'>
  readonly bin: Pick<Bin, 'view' | 'begin' | 'finish' | 'retryCopies' | 'keepCopies' | 'isGoing'>
  readonly library: Pick<LibraryFiles, 'export' | 'backUp' | 'reveal' | 'open' | 'openFile' | 'readRows' | 'stop'>
  readonly openLink: (url: string) => void
  readonly help: Pick<Help, 'about' | 'report'>
  readonly openLogFolder: () => void
  readonly menus: Pick<Menus, 'popup' | 'open' | 'update'>
  readonly importKey: string
  readonly thumbnails: Pick<Thumbnails, 'listMissing'>
  readonly ledger: Pick<Ledger, 'within' | 'ofChat'>
  readonly budget: Pick<Budget, 'view'>
  readonly exportPrompts: (prompts: readonly PromptContent[], contents: WebContents) => Promise<boolean>
  readonly exportUsage: (wanted: UsageExport, contents: WebContents) => Promise<boolean>
  readonly deleteEverything: (choice: DeletionChoice) => Promise<boolean>
  /** Called when the page has started and requests what it needs. */
  readonly greeted: (contents: WebContents) => void
  /** Called when the page has saved everything and its window may close. */
  readonly leaves: (contents: WebContents) => void
  readonly app: Pick<Welcome, 'version' | 'platform' | 'locale'>
}

export function createHandlers(parts: HandlerParts): Handlers {
  const { runs, settings, images, stored, archive } = parts
  let isLaunch = true
  const takeLaunch = (): boolean => {
    const wasLaunch = isLaunch
    isLaunch = false
    return wasLaunch
  }
  return {
    'app.welcome': async (_nothing, caller) => {
      parts.greeted(caller.contents)
      await parts.settled
      const interruptedChat = runs.takeInterruptedChat()
      return {
        ...parts.app,
        settings: settings.view(),
        runs: runs.list(),
        budget: parts.budget.view,
        recovered: runs.takeRecovered(),
        session: parts.session.current,
        isLaunch: takeLaunch(),
        ...(interruptedChat && { interruptedChat }),
      }
    },
    'session.keep': (kept) => parts.session.keep(kept),
    'page.leave': (_nothing, caller) => parts.leaves(caller.contents),
    'runs.start': async (draft) => {
      await parts.settled
      return runs.start(draft)
    },
    'runs.startTogether': async (drafts) => {
      await parts.settled
      return runs.startTogether(drafts)
    },
    'runs.cancel': (id) => runs.cancel(id),
    'runs.list': () => runs.list(),
    'runs.read': (id) => runs.read(id) ?? null,
    'runs.acknowledge': ({ id, revision }) => runs.acknowledge(id, revision),
    'runs.fetchRefused': (id) => parts.runs.fetchRefused(id),
    'runs.saveAnswer': (id, caller) => parts.saveAnswer(id, caller.contents),
    'helpers.ask': async (draft) => {
      await parts.settled
      return parts.helpers.ask(draft)
    },
    'helpers.cancel': (id) => parts.helpers.cancel(id),
    'batches.list': async () => {
      await parts.batchesOpened
      return parts.batches.list()
    },
    'batches.read': async (id) => {
      await parts.batchesOpened
      return parts.batches.read(id)
    },
    'batches.start': async (draft) => {
      await parts.batchesOpened
      return parts.batches.start(draft)
    },
    'batches.change': async (change) => {
      await parts.batchesOpened
      return parts.batches.change(change)
    },
    'batches.retry': async ({ id, cells }) => {
      await parts.batchesOpened
      return parts.batches.retry(id, cells)
    },
    'uploads.retry': (id) => parts.retryUpload(id),
    'settings.read': () => settings.view(),
    'settings.change': (change) => settings.change(change),
    'settings.test': (test) => parts.testConnection(test),
    'images.copy': (input, caller) => images.copy(input, caller.contents),
    'images.saveAs': (saving, caller) => images.saveAs(saving, caller.contents),
    'images.saveAll': (copies, caller) => images.saveAll(copies, caller.contents),
    'images.dragOut': (copies, caller) => images.dragOut(copies, caller.contents),
    'images.copyFile': (copy) => images.copyFile(copy),
    'images.share': (copy, caller) => images.share(copy, caller.contents),
    'images.reveal': (hash) => images.reveal(hash),
    'handOff.start': (order, caller) => parts.handOut(order, caller.contents),
    'handOff.stop': (id) => parts.handOff.stop(id),
    'chats.export': (chat, caller) => parts.exportChat(chat, caller.contents),
    'chats.print': (chat, caller) => parts.printChat(chat, caller.contents),
    'images.fetchRemote': (url) => parts.fetchRemoteImage(url),
    'images.list': async ({ shard, since }) => {
      await parts.settled
      const listing = await stored.list(shard, since)
      return { ...listing, hashes: listing.hashes.filter((hash) => !parts.bin.isGoing(hash)) }
    },
    // A file without rows that is about to be deleted isn't lost.
    'images.describe': async (hash) => (parts.bin.isGoing(hash) ? null : stored.describe(hash)),
    'images.importKey': () => parts.importKey,
    'images.withoutThumbnail': ({ shard }) => parts.thumbnails.listMissing(shard),
    'storage.read': () => parts.storage.view(),
    'storage.verify': () => parts.storage.verify(),
    'storage.restore': (restoration) => parts.storage.restore(restoration),
    'storage.reveal': () => parts.revealFolder(),
    'archive.state': () => archive.state(),
    'archive.renew': () => archive.renew(),
    'archive.append': (changes) => archive.append(changes),
    'archive.read': ({ cursor, after, only }) => archive.read(cursor, after, only),
    'bin.read': async () => {
      await parts.settled
      return parts.bin.view()
    },
    'bin.begin': (plan) => parts.bin.begin(plan),
    'bin.finish': ({ id, needed }) => parts.bin.finish(id, needed),
    'bin.copies': async (wish) => {
      await (wish === 'retry' ? parts.bin.retryCopies() : parts.bin.keepCopies())
      return parts.bin.view()
    },
    'library.export': async (_nothing, caller) => {
      await parts.settled
      return parts.library.export(caller.contents)
    },
    'library.backUp': async () => {
      await parts.settled
      return parts.library.backUp()
    },
    'library.reveal': () => parts.library.reveal(),
    'library.open': async (_nothing, caller) => {
      await parts.settled
      return parts.library.open(caller.contents)
    },
    'library.openFile': async (path) => {
      await parts.settled
      return parts.library.openFile(path)
    },
    'library.readRows': () => parts.library.readRows(),
    'library.stop': () => parts.library.stop(),
    'spelling.languages': () => parts.listSpellingLanguages(),
    'quickAsk.submit': ({ text }) => parts.quickAsk.ask(text),
    'quickAsk.hide': () => parts.quickAsk.hide(),
    'quickAsk.describe': ({ text }) => parts.quickAsk.describe(text),
    'quickAsk.prefer': ({ model }) => parts.quickAsk.prefer(model),
    'quickAsk.take': () => parts.quickAsk.take(),
    'quickAsk.choose': ({ keys: quickAskShortcut }) => {
      if (!parts.quickAsk.choose(quickAskShortcut)) return false
      parts.settings.change({ settings: { quickAskShortcut } })
      return true
    },
    'quickAsk.isActive': () => parts.quickAsk.isActive,
    'links.open': (url) => parts.openLink(url),
    'menu.popup': (menu, caller) => parts.menus.popup(menu, caller.contents),
    'menu.open': (at, caller) => parts.menus.open(at, caller.contents),
    'menu.update': (state) => parts.menus.update(state),
    'help.about': () => parts.help.about(),
    'help.report': () => parts.help.report(),
    'help.openLogs': () => parts.openLogFolder(),
    'usage.read': async (period) => {
      // An answer that arrived before the last quit may be entered only now.
      await parts.settled
      return parts.ledger.within(period)
    },
    'usage.ofChat': async (id) => {
      await parts.settled
      return parts.ledger.ofChat(id)
    },
    'usage.export': async (wanted, caller) => {
      await parts.settled
      return parts.exportUsage(wanted, caller.contents)
    },
    'prompts.export': (prompts, caller) => parts.exportPrompts(prompts, caller.contents),
    'everything.delete': (choice) => parts.deleteEverything(choice),
    'budget.read': async () => {
      await parts.settled
      return parts.budget.view
    },
  }
}
