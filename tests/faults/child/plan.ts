/** What a test sends to the core's process at its start, and the messages they exchange afterwards. Data only. */
import type { ArchiveChange, ArchiveCursor, Sequences } from '@shared/archive'
import type { BatchChange, BatchDraft, BatchProgress } from '@shared/batch/batch'
import type { Limits } from '@shared/budget'
import type { HelperDraft } from '@shared/helper-call'
import type { OwnPrices } from '@shared/own-prices'
import type { Run, RunDraft } from '@shared/run'
import type { AttachmentId, BatchId, RunId } from '@shared/ids'

/** What to do at a file call. `path` matches any part of the path, relative to the profile. */
export interface Failpoint {
  /**
   * Node's function name: `open`, `write`, `writeFile`, `appendFile`, `sync`, `rename`, `rm`, `mkdir`, `renameSync`…;
   * `*` matches all.
   */
  readonly call: string
  readonly path: string
  /** Which of the matching calls, from 1. Absent: the first. */
  readonly nth?: number
  readonly does:
    | 'kill before'
    | 'kill after'
    /** From the nth call on, this many times. Absent: always. */
    | { readonly fails: 'ENOSPC' | 'EDQUOT' | 'EROFS' | 'EIO'; readonly times?: number }
}

export interface Plan {
  readonly profile: string
  readonly openai: { readonly baseUrl: string; readonly key: string; readonly listUrl?: string }
  readonly blob: { readonly apiUrl: string; readonly token?: string }
  /** The system's proxy settings, in Chromium's format. Absent: none. */
  readonly route?: string
  readonly automaticRetries: number
  /** Absent: none. */
  readonly limits?: Limits
  /** Absent: none. */
  readonly ownPrices?: OwnPrices
  readonly failpoints: readonly Failpoint[]
  readonly deadlines?: { readonly headersMs: number; readonly idleMs: number; readonly wakeMs?: number }
  readonly mostAnswerBytes?: number
  /** The size of the disk reserve. Small, because every test has its own disk. */
  readonly reserveBytes: number
  /** The offset of the computer's clock. */
  readonly clockOffsetMs: number
  /** Factor by which countdowns to a retry are sped up. Absent: normal speed. */
  readonly hurriesCountdowns?: number
}

/** Requests to the process. Each is answered once, with the same number. */
export type Question =
  | { readonly ask: 'start'; readonly draft: RunDraft }
  | { readonly ask: 'ask-helper'; readonly draft: HelperDraft }
  | { readonly ask: 'start-batch'; readonly draft: BatchDraft }
  | { readonly ask: 'change-batch'; readonly change: BatchChange }
  | { readonly ask: 'retry-batch'; readonly id: BatchId; readonly cells: readonly number[] }
  | { readonly ask: 'read-batch'; readonly id: BatchId }
  | { readonly ask: 'cancel'; readonly id: RunId }
  | { readonly ask: 'acknowledge'; readonly id: RunId; readonly revision: number }
  | { readonly ask: 'list' }
  | { readonly ask: 'read-budget' }
  | { readonly ask: 'retry-upload'; readonly id: AttachmentId }
  | { readonly ask: 'read-again' }
  /** Changes to the page's rows. */
  | { readonly ask: 'archive'; readonly changes: readonly ArchiveChange[] }
  | { readonly ask: 'read-archive'; readonly after: Sequences; readonly cursor: ArchiveCursor | null }
  | { readonly ask: 'set-clock'; readonly offsetMs: number }
  /** The system event when the lid is opened. */
  | { readonly ask: 'wake' }
  | { readonly ask: 'change-settings'; readonly theme: 'light' | 'dark'; readonly key: string }
  | { readonly ask: 'read-settings' }
  /** The process's highest memory use so far, in bytes. */
  | { readonly ask: 'peak-memory' }
  /** The longest time that the event loop was blocked since the last request, in milliseconds. */
  | { readonly ask: 'longest-block' }

export type Told =
  | { readonly tell: 'ready'; readonly pid: number; readonly runs: readonly Run[] }
  /** The profile isn't opened: it's from a newer Easel, or can't be backed up. The process then ends. */
  | { readonly tell: 'refused'; readonly kind: string }
  | { readonly tell: 'changed'; readonly run: Run }
  | { readonly tell: 'batch'; readonly progress: BatchProgress }
  | { readonly tell: 'report'; readonly what: string; readonly error: string }
  | { readonly tell: 'answer'; readonly number: number; readonly value?: unknown; readonly failure?: unknown }
