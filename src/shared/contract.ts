/**
 * Everything that crosses the process boundary. What isn't listed here doesn't exist.
 *
 * Every request has a reply, and replies are values, because a thrown error would lose everything but its message.
 * Identity comes from the sender, never from the input. Events announce changes; a result never travels only by event.
 */
import type { ModelId } from './services/ids'
import type { QuickAskShortcut, QuickAskView, QuickQuestion } from './quick-ask'
import type { ChatExport, ChatExported } from './chat-export'
import type { ChatPrint, ChatPrinted } from './chat-print'
import type { ArchiveChange, ArchiveCursor, ArchivePage, ArchiveSelection, ArchiveState, Sequences } from './archive'
import type { Batch, BatchChange, BatchDraft, BatchProgress } from './batch/batch'
import type { BinPlan, BinState, Freed } from './bin'
import type { BudgetView } from './budget'
import type { Failure } from './failure'
import type { HandOffOrder, HandOffOutcome, HandOffProgress } from './hand-off/order'
import type { AttachmentId, BatchId, ChatId, ObjectHash, RunId } from './ids'
import type { AboutFacts } from './help'
import type { HelperDraft, HelperOutcome } from './helper-call'
import type { Exported, LibraryRows, Opened } from './library'
import type { ContextCommand, ContextMenu, MenuState } from './menu'
import type { RecipeFacts } from './recipe/recipe'
import type { PromptContent } from './prompt-library'
import type { ImageFile } from './request'
import type { Run, RunDraft } from './run'
import type { Session } from './session'
import type { Restoration, StorageView, VerifyReport } from './storage'
import type { ImageListing } from './stored-images'
import type { Period, Spending, UsageExport } from './spending'
import type { ConnectionTest, ConnectionVerdict, SettingsChange, SettingsView } from './settings'
import type { Command, Platform } from './shortcuts'

/** Everything the page needs to boot, in one answer. */
export interface Welcome {
  readonly version: string
  readonly platform: Platform
  readonly locale: string
  readonly settings: SettingsView
  readonly runs: readonly Run[]
  readonly budget: BudgetView
  /**
   * The number of images that had arrived when Easel was last stopped during a run and were recovered at this start.
   */
  readonly recovered: number
  /** Where the user left off, as main has kept it; null where nothing was. */
  readonly session: Session | null
  /** The first page since the app was started: the others are reloads. */
  readonly isLaunch: boolean
  /** The chat of the newest answer that was being made when the app ended, at its next start. */
  readonly interruptedChat?: ChatId
}

export interface Requests {
  'app.welcome': { input: void; output: Welcome }
  /** Keeps where the user left off. */
  'session.keep': { input: Session; output: void }
  /** Answers `page.dismissed`: everything is kept, and the window may close. */
  'page.leave': { input: void; output: void }
  'runs.start': { input: RunDraft; output: Run }
  /** One prompt for several models, all or none: a cap has to leave room for the sum. In the order of the drafts. */
  'runs.startTogether': { input: readonly RunDraft[]; output: readonly Run[] }
  'runs.cancel': { input: RunId; output: void }
  'runs.list': { input: void; output: readonly Run[] }
  'runs.read': { input: RunId; output: Run | null }
  /** Tells main that the page has recorded this revision durably. Main may then forget a settled run. */
  'runs.acknowledge': { input: { readonly id: RunId; readonly revision: number }; output: void }
  /** Saves the provider's answer as it arrived to a place the user chooses. False if the user cancels. */
  'runs.saveAnswer': { input: RunId; output: boolean }
  /**
   * Fetches the image of a failed answer from the address in its failure, which the user agreed to. False when the answer
   * isn't kept anymore.
   */
  'runs.fetchRefused': { input: RunId; output: boolean }
  /**
   * Makes a paid call that has no message, and answers when it has ended. Refused like `runs.start`, with nothing sent. A page
   * that is gone by then has paid for it all the same: it's in the ledger.
   */
  'helpers.ask': { input: HelperDraft; output: HelperOutcome }
  'helpers.cancel': { input: RunId; output: void }
  /** How far every batch is. */
  'batches.list': { input: void; output: readonly BatchProgress[] }
  'batches.read': { input: BatchId; output: Batch | null }
  /** Begins a batch. A refusal of its first cell refuses it as a whole. A known id does nothing. */
  'batches.start': { input: BatchDraft; output: Batch }
  /** Null for an unknown batch, here and below. */
  'batches.change': { input: BatchChange; output: BatchProgress | null }
  /** Makes cells once more that have ended without an image, by their places in the plan. */
  'batches.retry': {
    input: { readonly id: BatchId; readonly cells: readonly number[] }
    output: BatchProgress | null
  }
  'uploads.retry': { input: AttachmentId; output: void }
  'settings.read': { input: void; output: SettingsView }
  'settings.change': { input: SettingsChange; output: SettingsView }
  'settings.test': { input: ConnectionTest; output: ConnectionVerdict }
  /** `at`: where the page shows it, in its pixels, for formats that only a page can decode. */
  'images.copy': {
    input: { readonly hash: ObjectHash; readonly at?: { readonly x: number; readonly y: number } }
    output: void
  }
  /** Asks for a place with the system's dialog. `recipe`: what the copy says of itself, if Settings allow. */
  'images.saveAs': { input: CopyDraft; output: SaveOutcome }
  /** Asks for a folder and saves copies there, each under a name of its own. Null if the user cancels. */
  'images.saveAll': { input: readonly CopyDraft[]; output: SavedCopies | null }
  /** Hands copies to the system as files that are being dragged. Only while the user is dragging the images. */
  'images.dragOut': { input: readonly CopyDraft[]; output: DraggedCopies }
  /** Puts a copy on the clipboard as a file, for file managers, mail and chats. */
  'images.copyFile': { input: CopyDraft; output: void }
  /** Opens the system's menu of where a copy can be sent. Only macOS has one. */
  'images.share': { input: CopyDraft; output: void }
  'images.reveal': { input: ObjectHash; output: void }
  /** Asks for a place and exports images there. `handOff.progressed` reports the progress. Null if the user cancels. */
  'handOff.start': { input: HandOffOrder; output: HandOffOutcome | null }
  /** Stops an export, by its id; `handOff.start` then answers. */
  'handOff.stop': { input: string; output: void }
  /**
   * Asks for a place and saves a chat there as Markdown, with its images. `handOff.progressed` reports the progress, and
   * `handOff.stop` stops it. Null if the user cancels.
   */
  'chats.export': { input: ChatExport; output: ChatExported | null }
  /** Opens the system's dialog for printing a chat, once all its images are loaded. Answers when it has ended. */
  'chats.print': { input: ChatPrint; output: ChatPrinted }
  /**
   * Loads an image that a text names, for as long as Easel runs. Public https: addresses only. Null where there's no
   * image.
   */
  'images.fetchRemote': { input: string; output: ImageFile | null }
  /**
   * Lists the images that answers stored since then and before this start of the app, one or a few folders (0 to 255) at a
   * time. Images that the user imported aren't among them.
   */
  'images.list': { input: { readonly shard: number; readonly since: number }; output: ImageListing }
  /** Null for anything that isn't an intact image, or is being deleted for good. */
  'images.describe': { input: ObjectHash; output: ImageFile | null }
  /** What an import, or a small copy, must carry to be taken (`image-import.ts`). */
  'images.importKey': { input: void; output: string }
  /** Lists the images of one folder (0 to 255) that have no small copy yet (`thumbnails.ts`). */
  'images.withoutThumbnail': { input: { readonly shard: number }; output: readonly ObjectHash[] }
  'storage.read': { input: void; output: StorageView }
  /** Reads every image and compares it with its name. Can take minutes; `storage.verified` reports the progress. */
  'storage.verify': { input: void; output: VerifyReport }
  /** Downloads an image again from Blob. False when the copy is missing or different. */
  'storage.restore': { input: Restoration; output: boolean }
  'storage.reveal': { input: void; output: void }
  /**
   * What main has of the page's rows. Null, here and below, if a newer version of Easel wrote the archive and it must
   * be left alone.
   */
  'archive.state': { input: void; output: ArchiveState | null }
  /** For a page whose database doesn't work: when it works again, it must compare everything (`archive.ts`). */
  'archive.renew': { input: void; output: ArchiveState | null }
  /** Durable when answered; repeating it changes nothing. Takes one to `ARCHIVE_BATCH` changes. */
  'archive.append': { input: readonly ArchiveChange[]; output: ArchiveState | null }
  /** The changes after `after`, from the cursor on; null starts at the beginning. `only` limits them to a selection. */
  'archive.read': {
    input: { readonly cursor: ArchiveCursor | null; readonly after: Sequences; readonly only?: ArchiveSelection }
    output: ArchivePage | null
  }
  /** Deletions that an earlier session left unfinished, and uploaded copies still to be deleted. */
  'bin.read': { input: void; output: BinState }
  /** Durable when answered. False when an answer in it is still being made: then nothing will be deleted. */
  'bin.begin': { input: BinPlan; output: boolean }
  /** The rows are gone in both copies. `needed`: files of the plan that rows have come to need since. */
  'bin.finish': { input: { readonly id: string; readonly needed: readonly ObjectHash[] }; output: Freed }
  /** Asks where with the system's dialog, and exports everything (`library.ts`). `library.progress` reports how far it is. */
  'library.export': { input: void; output: Exported }
  /** Exports everything into the folder of backups, and deletes the oldest of more than a few. */
  'library.backUp': { input: void; output: Exported }
  /** Shows the file of the last export. */
  'library.reveal': { input: void; output: void }
  /** Asks for an archive and takes its images, which `library.progress` reports. Its rows are read next. */
  'library.open': { input: void; output: Opened }
  /** The same for a file by its path. Only the preload script sends it: see `Bridge.openLibrary`. */
  'library.openFile': { input: string; output: Opened }
  /** The next rows of the archive, once those before are durable. Null after the last ones. */
  'library.readRows': { input: void; output: LibraryRows | null }
  /** Ends an export or an import that is going on. */
  'library.stop': { input: void; output: void }
  /** Tries again to delete uploaded copies, or gives up on them. */
  'bin.copies': { input: 'retry' | 'keep'; output: BinState }
  /** The dictionaries that there are. */
  'spelling.languages': { input: void; output: readonly string[] }
  /** Of the small window: what was typed is asked in the main window. */
  'quickAsk.submit': { input: { readonly text: string }; output: void }
  'quickAsk.hide': { input: void; output: void }
  /** Of the small window: what would answer this, and at which price. */
  'quickAsk.describe': { input: { readonly text: string }; output: QuickAskView }
  /** Which model would answer there now, as the main window knows it. Null: none can be asked. */
  'quickAsk.prefer': { input: { readonly model: ModelId | null }; output: void }
  /** The oldest question that waits; each is given once. */
  'quickAsk.take': { input: void; output: QuickQuestion | null }
  /** Null: off. False when another app has these keys; nothing changes then. */
  'quickAsk.choose': { input: { readonly keys: QuickAskShortcut | null }; output: boolean }
  /** Whether the chosen keys work. */
  'quickAsk.isActive': { input: void; output: boolean }
  /** Opens a link in the user's browser. Asks first for http:, and refuses anything else but https: and mailto:. */
  'links.open': { input: string; output: void }
  /** A native context menu for what only the page knows. Null when nothing was chosen, or what main does itself. */
  'menu.popup': { input: ContextMenu; output: ContextCommand | null }
  /** The application menu, for the page's own button, at this place in the page's pixels. */
  'menu.open': { input: ContextMenu['at']; output: void }
  /** What the application menu can do from now on. */
  'menu.update': { input: MenuState; output: void }
  'help.about': { input: void; output: AboutFacts }
  /** What a report of a problem needs, without keys, prompts and folders. */
  'help.report': { input: void; output: string }
  'help.openLogs': { input: void; output: void }
  /** The entries of the period, oldest first. */
  'usage.read': { input: Period; output: readonly Spending[] }
  /** All entries of one chat. */
  'usage.ofChat': { input: ChatId; output: readonly Spending[] }
  /** Saves the period as CSV where the user chooses (docs/usage-csv.md). False if the user cancels. */
  'usage.export': { input: UsageExport; output: boolean }
  /** Saves prompts as a file (`prompt-library.ts`) where the user chooses. False if the user cancels. */
  'prompts.export': { input: readonly PromptContent[]; output: boolean }
  /** Starts Easel anew with nothing in it. False when an answer is still being made: then nothing is deleted. */
  'everything.delete': { input: { readonly keepsKeys: boolean }; output: boolean }
  /** The current state. `budget.changed` reports later ones. */
  'budget.read': { input: void; output: BudgetView }
}

/** More files at once would keep the drag waiting for them. */
export const MOST_DRAGGED = 50

/** A copy of a stored image that leaves Easel. */
export interface CopyDraft {
  readonly hash: ObjectHash
  readonly suggestedName: string
  readonly recipe?: RecipeFacts
}

/** `saved-plain`: the stored file itself, because prompt and settings couldn't be embedded. */
export type SaveOutcome = 'cancelled' | 'saved' | 'saved-plain'

/** How many copies were saved. The files of the others are missing. */
export interface SavedCopies {
  readonly saved: number
}

/** How many copies the system got. The files of the others are missing. */
export interface DraggedCopies {
  readonly dragged: number
}

export interface Events {
  /** The window is about to close. Main waits a moment for `page.leave`. */
  'page.dismissed': null
  'run.changed': Run
  'batch.changed': BatchProgress
  /**
   * More text of a running answer. A page whose text ends before `offset` has missed some and asks with `runs.read`.
   */
  'run.streamed': {
    readonly id: RunId
    readonly channel: 'text' | 'reasoning'
    /** In characters of this channel. */
    readonly offset: number
    readonly text: string
  }
  'settings.changed': SettingsView
  /** Something was spent, reserved or released, a cap was changed, or a new day started. */
  'budget.changed': BudgetView
  'storage.verified': { readonly checked: number; readonly of: number }
  'handOff.progressed': HandOffProgress
  /** From 0 to 1. */
  'library.progress': number
  /** The user chose an item or shortcut of the application menu. */
  'command.chosen': Command
  /** A notification was clicked: this answer is meant. */
  'answer.called': { readonly chatId: ChatId; readonly id: RunId }
  /** A question from the small window waits (`quickAsk.take`). */
  'question.asked': null
  /** To the small window: it's on screen. */
  'quickAsk.shown': null
}

export type RequestName = keyof Requests
export type Input<R extends RequestName> = Requests[R]['input']
export type Output<R extends RequestName> = Requests[R]['output']
export type EventName = keyof Events

export type Reply<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: Failure }

/** What the preload script puts on `window.easel`. */
export interface Bridge {
  request<R extends RequestName>(name: R, input: Input<R>): Promise<Reply<Output<R>>>
  /** Returns a function that stops listening. */
  on<E extends EventName>(name: E, listener: (event: Events[E]) => void): () => void
  /**
   * Opens an archive that the user has dropped on the window. The preload script asks Electron for its path, which only a
   * file has that the user handed over: so the page can name no other.
   */
  openLibrary(file: File): Promise<Reply<Opened>>
}

// `satisfies` refuses a surplus name, `Exhaustive` a missing one.
type Exhaustive<All extends string, Listed extends string> = [All] extends [Listed] ? true : never

export const REQUEST_NAMES = [
  'app.welcome',
  'session.keep',
  'page.leave',
  'runs.start',
  'runs.startTogether',
  'runs.cancel',
  'runs.list',
  'runs.read',
  'runs.acknowledge',
  'runs.saveAnswer',
  'runs.fetchRefused',
  'helpers.ask',
  'helpers.cancel',
  'batches.list',
  'batches.read',
  'batches.start',
  'batches.change',
  'batches.retry',
  'uploads.retry',
  'settings.read',
  'settings.change',
  'settings.test',
  'images.copy',
  'images.saveAs',
  'images.saveAll',
  'images.dragOut',
  'images.copyFile',
  'images.share',
  'images.reveal',
  'handOff.start',
  'handOff.stop',
  'chats.export',
  'chats.print',
  'images.fetchRemote',
  'images.list',
  'images.describe',
  'images.importKey',
  'images.withoutThumbnail',
  'storage.read',
  'storage.verify',
  'storage.restore',
  'storage.reveal',
  'archive.state',
  'archive.renew',
  'archive.append',
  'archive.read',
  'bin.read',
  'bin.begin',
  'bin.finish',
  'bin.copies',
  'library.export',
  'library.backUp',
  'library.reveal',
  'library.open',
  'library.openFile',
  'library.readRows',
  'library.stop',
  'spelling.languages',
  'quickAsk.submit',
  'quickAsk.hide',
  'quickAsk.describe',
  'quickAsk.prefer',
  'quickAsk.take',
  'quickAsk.choose',
  'quickAsk.isActive',
  'links.open',
  'menu.popup',
  'menu.open',
  'menu.update',
  'help.about',
  'help.report',
  'help.openLogs',
  'usage.read',
  'usage.ofChat',
  'usage.export',
  'prompts.export',
  'everything.delete',
  'budget.read',
] as const satisfies readonly RequestName[]

/** What the preload script refuses to pass on for the page. */
export const PRELOAD_REQUEST = 'library.openFile' satisfies RequestName

export const EVENT_NAMES = [
  'page.dismissed',
  'run.changed',
  'batch.changed',
  'run.streamed',
  'settings.changed',
  'budget.changed',
  'storage.verified',
  'handOff.progressed',
  'library.progress',
  'command.chosen',
  'answer.called',
  'question.asked',
  'quickAsk.shown',
] as const satisfies readonly EventName[]

export const CONTRACT_IS_COMPLETE: Exhaustive<RequestName, (typeof REQUEST_NAMES)[number]> &
  Exhaustive<EventName, (typeof EVENT_NAMES)[number]> = true

/** The page's own origin. It must never change, because IndexedDB belongs to it. */
export const APP_ORIGIN = 'easel://app'
