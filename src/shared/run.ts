/**
 * A run is one assistant answer being made. Main owns it; the page sees whole snapshots of it, never bytes.
 *
 * [Note: State is replicated, not events] Every snapshot carries a growing `revision`. Whoever holds an older one
 * replaces it; a lost, repeated or reordered message changes nothing. After a reload the page asks for `runs.list`.
 */
import type { ModelId } from './catalogue'
import type { Failure } from './failure'
import type { AttachmentId, ChatId, MessageId, ObjectHash, RunId } from './ids'
import type { ImageFormat, ImageOptions } from './image-options'
import type { MicroUsd, Usage } from './pricing'

export interface ImageRequest {
  readonly kind: 'image'
  readonly model: ModelId
  readonly prompt: string
  readonly options: ImageOptions
}

export interface TextTurn {
  readonly role: 'user' | 'assistant'
  readonly text: string
}

export interface TextRequest {
  readonly kind: 'text'
  readonly model: ModelId
  /** The visible conversation up to and including the question. */
  readonly turns: readonly TextTurn[]
}

/**
 * Where the answer belongs. It travels with the run so that main can hand a lost answer back to a page that has
 * forgotten the question.
 */
export interface RunPlace {
  readonly chatId: ChatId
  readonly chatTitle: string
  readonly question: { readonly id: MessageId; readonly parentId: MessageId | null; readonly text: string }
}

export interface RunDraft {
  /** Also the id of the assistant message. Made by the page; a repeated start with the same id changes nothing. */
  readonly id: RunId
  readonly place: RunPlace
  readonly request: ImageRequest | TextRequest
  /** What the user has agreed to pay at most, where Easel had to ask (`Limits.askAbove`). */
  readonly confirmedCost?: MicroUsd
}

/** A picture on this computer's disk, served as `easel-image://<hash>`. */
export interface Picture {
  readonly hash: ObjectHash
  readonly format: ImageFormat
  readonly width: number
  readonly height: number
  readonly bytes: number
}

export interface Preview {
  /** From 0; higher is sharper. */
  readonly index: number
  readonly picture: Picture
}

export type Upload =
  /** No Blob store is set up: the file on disk is the store. */
  | { readonly state: 'local' }
  | { readonly state: 'uploading' }
  | { readonly state: 'uploaded'; readonly url: string }
  /** Tried and not succeeded. `retryAt` (ms since the epoch) is absent when only a person can help. */
  | { readonly state: 'failed'; readonly reason: UploadProblem; readonly retryAt?: number }

export type UploadProblem = 'unreachable' | 'refused' | 'wrong-access' | 'busy' | 'store-failed' | 'file-missing'

/** What the provider says it did where it had a choice, in its own words. */
export interface Rendering {
  readonly quality?: string
  readonly background?: string
}

export interface StoredImage extends Picture {
  readonly attachmentId: AttachmentId
  readonly upload: Upload
  /** The prompt as the provider rewrote it, where it says so. */
  readonly revisedPrompt?: string
  /** Absent where it does not say. */
  readonly rendering?: Rendering
}

export interface Bill {
  /** Absent where the provider did not report it. */
  readonly usage?: Usage
  /** Absent: unknown. Never 0 for something that was billed. */
  readonly cost?: MicroUsd
}

export type RunState =
  | { readonly status: 'queued' }
  | { readonly status: 'running'; readonly startedAt: number; readonly preview?: Preview; readonly text?: string }
  | {
      readonly status: 'done'
      readonly startedAt: number
      readonly finishedAt: number
      readonly images: readonly StoredImage[]
      readonly text?: string
      readonly bill: Bill
      /** Set when the answer holds less than was asked for (images missing or damaged, text cut short). */
      readonly shortfall?: Failure
      /** It came although it had been stopped. It was paid for, so it is kept, and says so. */
      readonly arrivedAfterStop?: true
    }
  | {
      readonly status: 'failed'
      readonly startedAt?: number
      readonly finishedAt: number
      readonly failure: Failure
      /** What was billed for it all the same, where the provider says so. */
      readonly bill?: Bill
      /** The last preview or the text so far: it was paid for. */
      readonly salvage?: Preview
      readonly text?: string
    }
  | {
      readonly status: 'cancelled'
      readonly startedAt?: number
      readonly finishedAt: number
      readonly charge: Failure['charge']
      readonly salvage?: Preview
      readonly text?: string
    }

export interface Run extends RunDraft {
  readonly revision: number
  /** Milliseconds since the epoch. */
  readonly createdAt: number
  readonly requestId?: string
  readonly state: RunState
}

export type TerminalState = Extract<RunState, { status: 'done' | 'failed' | 'cancelled' }>

export function isTerminal(state: RunState): state is TerminalState {
  return state.status === 'done' || state.status === 'failed' || state.status === 'cancelled'
}
