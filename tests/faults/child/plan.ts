/** What a test sends to the core's process at its start, and what the two exchange afterwards. Data only. */
import type { ArchiveChange, ArchiveCursor, Sequences } from '@shared/archive'
import type { BatchChange, BatchDraft, BatchProgress } from '@shared/batch/batch'
import type { Limits } from '@shared/budget'
import type { HelperDraft } from '@shared/helper-call'
import type { OwnPrices } from '@shared/own-prices'
import type { Run, RunDraft } from '@shared/run'
import type { AttachmentId, BatchId, RunId } from '@shared/ids'

/** What happens at a file call. The path is matched by a part of it, relative to the profile. */
export interface Failpoint {
  /**
   * Node's name: `open`, `write`, `writeFile`, `appendFile`, `sync`, `rename`, `rm`, `mkdir`, `renameSync`…; `*`
   * matches all.
   */
  readonly call: string
  readonly path: string
  /** Which of the matching calls, from 1. The first if absent. */
  readonly nth?: number
  readonly does:
    | 'kill before'
    | 'kill after'
    /** From the nth call on, this many times; without end if absent. */
    | { readonly fails: 'ENOSPC' | 'EDQUOT' | 'EROFS' | 'EIO'; readonly times?: number }
}

export interface Plan {
  readonly profile: string
  readonly openai: { readonly baseUrl: string; readonly key: string; readonly listUrl?: string }
  readonly blob: { readonly apiUrl: string; readonly token?: string }
  /** What the system says of proxies, as Chromium words it; none where absent. */
  readonly route?: string
  readonly automaticRetries: number
  /** None if absent. */
  readonly limits?: Limits
  /** None if absent. */
  readonly ownPrices?: OwnPrices
  readonly failpoints: readonly Failpoint[]
  readonly deadlines?: { readonly headersMs: number; readonly idleMs: number; readonly wakeMs?: number }
  readonly mostAnswerBytes?: number
  /** The size of the disk reserve. Small, because every test has its own disk. */
  readonly reserveBytes: number
  /** The offset of the computer's clock. */
  readonly clockOffsetMs: number
  /** How many times faster countdowns to a retry pass. Normal speed if absent. */
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
  /** Changes of the page's rows. */
  | { readonly ask: 'archive'; readonly changes: readonly ArchiveChange[] }
  | { readonly ask: 'read-archive'; readonly after: Sequences; readonly cursor: ArchiveCursor | null }
  | { readonly ask: 'set-clock'; readonly offsetMs: number }
  /** What the system says when the lid is opened. */
  | { readonly ask: 'wake' }
  | { readonly ask: 'change-settings'; readonly theme: 'light' | 'dark'; readonly key: string }
  | { readonly ask: 'read-settings' }
  /** The highest memory use of the process so far, in bytes. */
  | { readonly ask: 'peak-memory' }
  /** The longest time that the event loop was blocked since the last request, in milliseconds. */
  | { readonly ask: 'longest-block' }

export type Told =
  | { readonly tell: 'ready'; readonly pid: number; readonly runs: readonly Run[] }
  /** The profile isn't opened: a newer Easel's, or one that can't be copied aside. It ends. */
  | { readonly tell: 'refused'; readonly kind: string }
  | { readonly tell: 'changed'; readonly run: Run }
  | { readonly tell: 'batch'; readonly progress: BatchProgress }
  | { readonly tell: 'report'; readonly what: string; readonly error: string }
  | { readonly tell: 'answer'; readonly number: number; readonly value?: unknown; readonly failure?: unknown }
