/** What a test tells the core's process when it starts it, and what the two say to each other afterwards. Data only. */
import type { ArchiveChange, Sequences } from '@shared/archive'
import type { Limits } from '@shared/budget'
import type { Run, RunDraft } from '@shared/run'
import type { AttachmentId, RunId } from '@shared/ids'

/** What happens at a call on files. The path is matched by a part of it, relative to the profile. */
export interface Failpoint {
  /** As Node names it: `open`, `write`, `writeFile`, `appendFile`, `sync`, `rename`, `rm`, `mkdir`, `renameSync`…; `*` is any of them. */
  readonly call: string
  readonly path: string
  /** Which of the matching calls, from 1; the first where absent. */
  readonly nth?: number
  readonly does:
    | 'kill before'
    | 'kill after'
    /** From the n-th call on, this many times; for ever where absent. */
    | { readonly fails: 'ENOSPC' | 'EDQUOT' | 'EROFS' | 'EIO'; readonly times?: number }
}

export interface Plan {
  readonly profile: string
  readonly openai: { readonly baseUrl: string; readonly key: string }
  readonly blob: { readonly apiUrl: string; readonly token?: string }
  readonly automaticRetries: number
  /** None where absent. */
  readonly limits?: Limits
  readonly failpoints: readonly Failpoint[]
  readonly deadlines?: { readonly headersMs: number; readonly idleMs: number }
  readonly mostAnswerBytes?: number
  /** The reserve of the disk; small, since every test has a disk of its own. */
  readonly reserveBytes: number
  /** How far the computer's clock is off. */
  readonly clockOffsetMs: number
  /** How many times faster the countdown to a repetition passes than it says; not at all where absent. */
  readonly hurriesCountdowns?: number
}

/** Asked of the process; each is answered once, with the same number. */
export type Question =
  | { readonly ask: 'start'; readonly draft: RunDraft }
  | { readonly ask: 'cancel'; readonly id: RunId }
  | { readonly ask: 'acknowledge'; readonly id: RunId; readonly revision: number }
  | { readonly ask: 'list' }
  | { readonly ask: 'read-budget' }
  | { readonly ask: 'retry-upload'; readonly id: AttachmentId }
  | { readonly ask: 'read-again' }
  /** What the page's rows have become. */
  | { readonly ask: 'archive'; readonly changes: readonly ArchiveChange[] }
  | { readonly ask: 'read-archive'; readonly after: Sequences }
  | { readonly ask: 'set-clock'; readonly offsetMs: number }
  | { readonly ask: 'change-settings'; readonly theme: 'light' | 'dark'; readonly key: string }
  | { readonly ask: 'read-settings' }
  /** The most memory that the process has had in its life, bytes. */
  | { readonly ask: 'peak-memory' }
  /** How long the event loop was held up at worst since the last time, milliseconds. */
  | { readonly ask: 'longest-block' }

export type Told =
  | { readonly tell: 'ready'; readonly pid: number; readonly runs: readonly Run[] }
  | { readonly tell: 'changed'; readonly run: Run }
  | { readonly tell: 'report'; readonly what: string; readonly error: string }
  | { readonly tell: 'answer'; readonly number: number; readonly value?: unknown; readonly failure?: unknown }
