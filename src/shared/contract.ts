/**
 * Everything that crosses the process boundary, on one page. What is not listed here does not exist.
 *
 * Requests are always two-way, replies are values (a thrown error would lose everything but its message), and identity
 * comes from the sender, never from the input. Events announce; they are never the only carrier of a result.
 */
import type { ArchiveChange, ArchiveCursor, ArchivePage, ArchiveSelection, ArchiveState, Sequences } from './archive'
import type { BudgetView } from './budget'
import type { Failure } from './failure'
import type { AttachmentId, ChatId, ObjectHash, RunId } from './ids'
import type { RecipeFacts } from './recipe/recipe'
import type { Picture, Run, RunDraft } from './run'
import type { Restoration, StorageView, VerifyReport } from './storage'
import type { ImageListing } from './stored-images'
import type { Period, Spending } from './spending'
import type { ConnectionTest, ConnectionVerdict, SettingsChange, SettingsView } from './settings'
import type { Command, Platform } from './shortcuts'

/** What the page needs before it can be itself, in one answer. */
export interface Welcome {
  readonly version: string
  readonly platform: Platform
  readonly locale: string
  readonly settings: SettingsView
  readonly runs: readonly Run[]
  readonly budget: BudgetView
  /** Pictures that had arrived when Easel was last stopped in mid-run, and were recovered at this start. */
  readonly recovered: number
}

export interface Requests {
  'app.welcome': { input: void; output: Welcome }
  'runs.start': { input: RunDraft; output: Run }
  'runs.cancel': { input: RunId; output: void }
  'runs.list': { input: void; output: readonly Run[] }
  'runs.read': { input: RunId; output: Run | null }
  /** The page has recorded this revision for good; main may forget a settled run from then on. */
  'runs.acknowledge': { input: { readonly id: RunId; readonly revision: number }; output: void }
  /** Saves what the provider sent, as it arrived, where the user wants it. False when they changed their mind. */
  'runs.saveAnswer': { input: RunId; output: boolean }
  'uploads.retry': { input: AttachmentId; output: void }
  'settings.read': { input: void; output: SettingsView }
  'settings.change': { input: SettingsChange; output: SettingsView }
  'settings.test': { input: ConnectionTest; output: ConnectionVerdict }
  'images.copy': { input: ObjectHash; output: void }
  /** Asks for a place with the system's dialog. `recipe`: what the copy shall say of itself, if Settings allow. */
  'images.saveAs': {
    input: { readonly hash: ObjectHash; readonly suggestedName: string; readonly recipe?: RecipeFacts }
    output: SaveOutcome
  }
  'images.reveal': { input: ObjectHash; output: void }
  /** What lies on disk since then, from before this start of the app, a folder (0 to 255) or a few at a time. */
  'images.list': { input: { readonly shard: number; readonly since: number }; output: ImageListing }
  /** Null for what is no sound picture. */
  'images.describe': { input: ObjectHash; output: Picture | null }
  'storage.read': { input: void; output: StorageView }
  /** Reads every picture and compares it with its name; can take minutes. `storage.verified` tells how far it is. */
  'storage.verify': { input: void; output: VerifyReport }
  /** Fetches a picture again from Blob. False when the copy is not to be had, or is not the same. */
  'storage.restore': { input: Restoration; output: boolean }
  'storage.reveal': { input: void; output: void }
  /** What main has of the page's rows. Null here and below: a later Easel wrote it, and this one leaves it alone. */
  'archive.state': { input: void; output: ArchiveState | null }
  /** Durable when answered; repeating it changes nothing. One to `ARCHIVE_BATCH` changes. */
  'archive.append': { input: readonly ArchiveChange[]; output: ArchiveState | null }
  /** The changes above `after`, from the cursor on; null begins. With `only`, no more than what somebody waits for. */
  'archive.read': {
    input: { readonly cursor: ArchiveCursor | null; readonly after: Sequences; readonly only?: ArchiveSelection }
    output: ArchivePage | null
  }
  /** Opens a link in the user's browser; refuses anything but https: and mailto:. */
  'links.open': { input: string; output: void }
  /** Every settled run of the period, oldest first. */
  'usage.read': { input: Period; output: readonly Spending[] }
  /** The same of one chat, of all time. */
  'usage.ofChat': { input: ChatId; output: readonly Spending[] }
  /** Saves the period as CSV where the user wants it (docs/usage-csv.md). False when they changed their mind. */
  'usage.export': { input: Period; output: boolean }
  /** `budget.changed` says every later state. */
  'budget.read': { input: void; output: BudgetView }
}

/** `saved-plain`: as it lies on disk, since its own metadata could not be added to. */
export type SaveOutcome = 'cancelled' | 'saved' | 'saved-plain'

export interface Events {
  'run.changed': Run
  /** More text of a running answer. A receiver whose text ends before `offset` has missed some: `runs.read`. */
  'run.streamed': { readonly id: RunId; readonly offset: number; readonly text: string }
  'settings.changed': SettingsView
  /** Something was spent, reserved or released, a limit was changed, or a day began. */
  'budget.changed': BudgetView
  'storage.verified': { readonly checked: number; readonly of: number }
  /** A menu item or shortcut of the application menu was chosen. */
  'command.chosen': Command
}

export type RequestName = keyof Requests
export type Input<R extends RequestName> = Requests[R]['input']
export type Output<R extends RequestName> = Requests[R]['output']
export type EventName = keyof Events

export type Reply<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: Failure }

/** What the preload script puts on `window.easel`. */
export interface Bridge {
  request<R extends RequestName>(name: R, input: Input<R>): Promise<Reply<Output<R>>>
  /** Returns how to stop listening. */
  on<E extends EventName>(name: E, listener: (event: Events[E]) => void): () => void
}

// `satisfies` refuses a surplus name, `Exhaustive` a missing one.
type Exhaustive<All extends string, Listed extends string> = [All] extends [Listed] ? true : never

export const REQUEST_NAMES = [
  'app.welcome',
  'runs.start',
  'runs.cancel',
  'runs.list',
  'runs.read',
  'runs.acknowledge',
  'runs.saveAnswer',
  'uploads.retry',
  'settings.read',
  'settings.change',
  'settings.test',
  'images.copy',
  'images.saveAs',
  'images.reveal',
  'images.list',
  'images.describe',
  'storage.read',
  'storage.verify',
  'storage.restore',
  'storage.reveal',
  'archive.state',
  'archive.append',
  'archive.read',
  'links.open',
  'usage.read',
  'usage.ofChat',
  'usage.export',
  'budget.read',
] as const satisfies readonly RequestName[]

export const EVENT_NAMES = [
  'run.changed',
  'run.streamed',
  'settings.changed',
  'budget.changed',
  'storage.verified',
  'command.chosen',
] as const satisfies readonly EventName[]

export const CONTRACT_IS_COMPLETE: Exhaustive<RequestName, (typeof REQUEST_NAMES)[number]> &
  Exhaustive<EventName, (typeof EVENT_NAMES)[number]> = true

/** The page's own origin. It must never change: IndexedDB belongs to it. */
export const APP_ORIGIN = 'easel://app'
export const IMAGE_SCHEME = 'easel-image'

export function imageUrl(hash: ObjectHash): string {
  return `${IMAGE_SCHEME}://${hash}`
}
