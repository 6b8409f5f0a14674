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

/** Everything the page needs to boot, in one reply. */
export interface Welcome {
  readonly version: string
  readonly platform: Platform
  readonly locale: string
  readonly settings: SettingsView
  readonly runs: readonly Run[]
  readonly budget: BudgetView
  /**
   * How many images were recovered at this start, because they had arrived before Easel was stopped during their run.
   */
  readonly recovered: number
  /** Where the user left off. Null if nothing was stored. */
  readonly session: Session | null
  /** Whether this is the first page load since launch; later ones are reloads. */
  readonly isLaunch: boolean
  /** The chat of the newest answer that was in progress when the app last ended. */
  readonly interruptedChat?: ChatId
}

export interface Requests {
  'app.welcome': { input: void; output: Welcome }
  /** Stores where the user left off. */
  'session.keep': { input: Session; output: void }
  /** Answers `page.dismissed`: everything is saved, and the window may close. */
  'page.leave': { input: void; output: void }
  'runs.start': { input: RunDraft; output: Run }
  /**
   * Starts one prompt with several models, all or none: a cap must leave room for the sum. In the order of the drafts.
   */
  'runs.startTogether': { input: readonly RunDraft[]; output: readonly Run[] }
  'runs.cancel': { input: RunId; output: void }
  'runs.list': { input: void; output: readonly Run[] }
  'runs.read': { input: RunId; output: Run | null }
  /** Confirms that the page has durably recorded this revision. Main may then forget a settled run. */
  'runs.acknowledge': { input: { readonly id: RunId; readonly revision: number }; output: void }
  /** Saves the provider's answer, as received, to a place the user chooses. False if the user cancels. */
  'runs.saveAnswer': { input: RunId; output: boolean }
  /**
   * Fetches the image of a failed answer from the address in its failure, which the user agreed to. False if the answer
   * is no longer stored.
   */
  'runs.fetchRefused': { input: RunId; output: boolean }
  /**
   * Makes a paid call that creates no message, and replies when it ends. Refused like `runs.start`, with nothing sent.
   * If the page is gone by then, the call still cost money and is in the ledger.
   */
  'helpers.ask': { input: HelperDraft; output: HelperOutcome }
  'helpers.cancel': { input: RunId; output: void }
  /** Returns the progress of every batch. */
  'batches.list': { input: void; output: readonly BatchProgress[] }
  'batches.read': { input: BatchId; output: Batch | null }
  /** Starts a batch. If its first cell is refused, the whole batch is. A known id does nothing. */
  'batches.start': { input: BatchDraft; output: Batch }
  /** Returns null for an unknown batch, as does `batches.retry`. */
  'batches.change': { input: BatchChange; output: BatchProgress | null }
  /** Retries cells that ended without an image, given by their index in the plan. */
  'batches.retry': {
    input: { readonly id: BatchId; readonly cells: readonly number[] }
    output: BatchProgress | null
  }
  'uploads.retry': { input: AttachmentId; output: void }
  'settings.read': { input: void; output: SettingsView }
  'settings.change': { input: SettingsChange; output: SettingsView }
  'settings.test': { input: ConnectionTest; output: ConnectionVerdict }
  /** `at`: where the page shows the image, in page pixels, for formats that only a page can decode. */
  'images.copy': {
    input: { readonly hash: ObjectHash; readonly at?: { readonly x: number; readonly y: number } }
    output: void
  }
  /** Shows the system's save dialog. `recipe`: what is embedded in the copy, if Settings allow it. */
  'images.saveAs': { input: CopyDraft; output: SaveOutcome }
  /** Asks for a folder and saves copies there under unique names. Null if the user cancels. */
  'images.saveAll': { input: readonly CopyDraft[]; output: SavedCopies | null }
  /** Starts a system drag with copies as files. Only while the user is dragging the images. */
  'images.dragOut': { input: readonly CopyDraft[]; output: DraggedCopies }
  /** Puts a copy on the clipboard as a file, for file managers, mail and chats. */
  'images.copyFile': { input: CopyDraft; output: void }
  /** Opens the system's share menu for a copy. macOS only. */
  'images.share': { input: CopyDraft; output: void }
  'images.reveal': { input: ObjectHash; output: void }
  /** Asks for a location and exports images there. `handOff.progressed` reports progress. Null if the user cancels. */
  'handOff.start': { input: HandOffOrder; output: HandOffOutcome | null }
  /** Stops an export by its id; `handOff.start` then replies. */
  'handOff.stop': { input: string; output: void }
  /**
   * Asks for a location and saves a chat there as Markdown, with its images. `handOff.progressed` reports progress, and
   * `handOff.stop` stops it. Null if the user cancels.
   */
  'chats.export': { input: ChatExport; output: ChatExported | null }
  /** Opens the system's print dialog for a chat, once all its images have loaded. Replies when printing has ended. */
  'chats.print': { input: ChatPrint; output: ChatPrinted }
  /**
   * Loads an image that a text links to, and caches it until Easel quits. Public https: addresses only. Null if there's
   * no image.
   */
  'images.fetchRemote': { input: string; output: ImageFile | null }
  /**
   * Lists the images that answers stored after `since` and before this launch, one or a few folders (0 to 255) at a
   * time. Leaves out images that the user imported.
   */
  'images.list': { input: { readonly shard: number; readonly since: number }; output: ImageListing }
  /** Null for anything that isn't an intact image, or is being deleted permanently. */
  'images.describe': { input: ObjectHash; output: ImageFile | null }
  /** Returns the key that imports and thumbnails must carry (`image-import.ts`). */
  'images.importKey': { input: void; output: string }
  /** Lists the images of one folder (0 to 255) that have no thumbnail yet (`thumbnails.ts`). */
  'images.withoutThumbnail': { input: { readonly shard: number }; output: readonly ObjectHash[] }
  'storage.read': { input: void; output: StorageView }
  /** Reads every image and compares it with its name. Can take minutes; `storage.verified` reports progress. */
  'storage.verify': { input: void; output: VerifyReport }
  /** Downloads an image again from Blob. False if the copy is missing or different. */
  'storage.restore': { input: Restoration; output: boolean }
  'storage.reveal': { input: void; output: void }
  /**
   * Returns how much of the page's rows main has stored. Null, here and below, if a newer version of Easel wrote the
   * archive and it must be left alone.
   */
  'archive.state': { input: void; output: ArchiveState | null }
  /** For a page whose database doesn't work: once it works again, it must compare everything (`archive.ts`). */
  'archive.renew': { input: void; output: ArchiveState | null }
  /** Durable once it replies; repeating it changes nothing. Takes one to `ARCHIVE_BATCH` changes. */
  'archive.append': { input: readonly ArchiveChange[]; output: ArchiveState | null }
  /**
   * Returns changes after `after`, from the cursor on; null starts at the beginning. `only` limits them to a selection.
   */
  'archive.read': {
    input: { readonly cursor: ArchiveCursor | null; readonly after: Sequences; readonly only?: ArchiveSelection }
    output: ArchivePage | null
  }
  /** Returns deletions that an earlier session left unfinished, and uploaded copies still to be deleted. */
  'bin.read': { input: void; output: BinState }
  /** Durable once it replies. False if one of its answers is still in progress: then nothing is deleted. */
  'bin.begin': { input: BinPlan; output: boolean }
  /** Both copies of the rows are deleted. `needed`: files of the plan that rows need again by now. */
  'bin.finish': { input: { readonly id: string; readonly needed: readonly ObjectHash[] }; output: Freed }
  /** Shows the system's save dialog and exports everything (`library.ts`). `library.progress` reports progress. */
  'library.export': { input: void; output: Exported }
  /** Exports everything into the backup folder, and deletes the oldest backups beyond a few. */
  'library.backUp': { input: void; output: Exported }
  /** Shows the last export's file in the file manager. */
  'library.reveal': { input: void; output: void }
  /** Asks for an archive and imports its images; `library.progress` reports progress. Its rows are read afterwards. */
  'library.open': { input: void; output: Opened }
  /** The same for a file given by its path. Only the preload script sends it: see `Bridge.openLibrary`. */
  'library.openFile': { input: string; output: Opened }
  /** Returns the archive's next rows, once the previous ones are durable. Null after the last ones. */
  'library.readRows': { input: void; output: LibraryRows | null }
  /** Stops an export or import in progress. */
  'library.stop': { input: void; output: void }
  /** Retries deleting uploaded copies, or keeps them for good. */
  'bin.copies': { input: 'retry' | 'keep'; output: BinState }
  /** Lists the available dictionaries. */
  'spelling.languages': { input: void; output: readonly string[] }
  /** From the quick-ask window: asks the typed question in the main window. */
  'quickAsk.submit': { input: { readonly text: string }; output: void }
  'quickAsk.hide': { input: void; output: void }
  /** For the quick-ask window: which model would answer this, and at what price. */
  'quickAsk.describe': { input: { readonly text: string }; output: QuickAskView }
  /** Sets the model that quick-ask uses, chosen by the main window. Null: none is available. */
  'quickAsk.prefer': { input: { readonly model: ModelId | null }; output: void }
  /** Takes the oldest pending question; each is returned once. */
  'quickAsk.take': { input: void; output: QuickQuestion | null }
  /** Null turns the shortcut off. False if another app uses these keys; nothing changes then. */
  'quickAsk.choose': { input: { readonly keys: QuickAskShortcut | null }; output: boolean }
  /** Whether the chosen shortcut works. */
  'quickAsk.isActive': { input: void; output: boolean }
  /** Opens a link in the user's browser. Asks first for http:, and refuses anything else but https: and mailto:. */
  'links.open': { input: string; output: void }
  /**
   * Shows a native context menu for something that only the page knows. Null if nothing was chosen, or if main carries
   * it out itself.
   */
  'menu.popup': { input: ContextMenu; output: ContextCommand | null }
  /** Opens the application menu for the page's own button, at this position in page pixels. */
  'menu.open': { input: ContextMenu['at']; output: void }
  /** Updates what the application menu offers. */
  'menu.update': { input: MenuState; output: void }
  'help.about': { input: void; output: AboutFacts }
  /** Returns the facts for a bug report, without keys, prompts and folders. */
  'help.report': { input: void; output: string }
  'help.openLogs': { input: void; output: void }
  /** Returns the entries of the period, oldest first. */
  'usage.read': { input: Period; output: readonly Spending[] }
  /** Returns all entries of one chat. */
  'usage.ofChat': { input: ChatId; output: readonly Spending[] }
  /** Saves the period as CSV where the user chooses (docs/usage-csv.md). False if the user cancels. */
  'usage.export': { input: UsageExport; output: boolean }
  /** Saves prompts as a file (`prompt-library.ts`) where the user chooses. False if the user cancels. */
  'prompts.export': { input: readonly PromptContent[]; output: boolean }
  /** Deletes everything and restarts Easel. False if an answer is still in progress: then nothing is deleted. */
  'everything.delete': { input: { readonly keepsKeys: boolean }; output: boolean }
  /** Returns the current state. `budget.changed` reports later ones. */
  'budget.read': { input: void; output: BudgetView }
}

/** The drag can't start before all files are written, so more would make it lag. */
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

/** How many copies the system received. The files of the others are missing. */
export interface DraggedCopies {
  readonly dragged: number
}

export interface Events {
  /** The window is about to close. Main waits a moment for `page.leave`. */
  'page.dismissed': null
  'run.changed': Run
  'batch.changed': BatchProgress
  /**
   * More text of a running answer. If the page's text ends before `offset`, it has missed some and must call
   * `runs.read`.
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
  /** The user clicked the notification about this answer. */
  'answer.called': { readonly chatId: ChatId; readonly id: RunId }
  /** A question from the quick-ask window is pending (`quickAsk.take`). */
  'question.asked': null
  /** To the quick-ask window: it's now visible. */
  'quickAsk.shown': null
}

export type RequestName = keyof Requests
export type Input<R extends RequestName> = Requests[R]['input']
export type Output<R extends RequestName> = Requests[R]['output']
export type EventName = keyof Events

export type Reply<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: Failure }

/** The API that the preload script puts on `window.easel`. */
export interface Bridge {
  request<R extends RequestName>(name: R, input: Input<R>): Promise<Reply<Output<R>>>
  /** Returns a function that stops listening. */
  on<E extends EventName>(name: E, listener: (event: Events[E]) => void): () => void
  /**
   * Opens an archive that the user dropped on the window. The preload script gets its path from Electron, which only
   * knows the path of files that the user provided, so the page can't name any other.
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

/** The request that the preload script refuses to forward for the page. */
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
