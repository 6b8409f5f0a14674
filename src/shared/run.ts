/**
 * A run is the making of one assistant answer. Main owns it; the page sees complete snapshots of it, never bytes.
 *
 * [Note: State is replicated, not events] Every snapshot has a growing `revision`, and a newer one replaces an older
 * one, so a lost, repeated or reordered message does no harm. After a reload the page asks for `runs.list`.
 */
import type { ModelId } from './catalogue'
import type { Failure } from './failure'
import type { AttachmentId, ChatId, MessageId, ObjectHash, RunId } from './ids'
import type { StoredFormat, ImageOptions } from './image-options'
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
  /** The visible messages up to and including the question. */
  readonly turns: readonly TextTurn[]
}

/**
 * Where the answer belongs. It's part of the run, so that main can return a lost answer to a page that has lost the
 * question.
 */
export interface RunPlace {
  readonly chatId: ChatId
  readonly chatTitle: string
  readonly question: { readonly id: MessageId; readonly parentId: MessageId | null; readonly text: string }
}

export interface RunDraft {
  /** Also the id of the assistant message. The page creates it; starting again with the same id does nothing. */
  readonly id: RunId
  readonly place: RunPlace
  readonly request: ImageRequest | TextRequest
  /** The most the user agreed to pay, if Easel had to ask (`Limits.askAbove`). */
  readonly confirmedCost?: MicroUsd
}

/** An image on this computer's disk, served as `easel-image://<hash>`. */
export interface ImageFile {
  readonly hash: ObjectHash
  readonly format: StoredFormat
  readonly width: number
  readonly height: number
  readonly bytes: number
}

export interface Preview {
  /** From 0; higher is sharper. */
  readonly index: number
  readonly picture: ImageFile
}

export type Upload =
  /** No Blob store is set up, so the file on the disk is the only copy. */
  | { readonly state: 'local' }
  | { readonly state: 'uploading' }
  | { readonly state: 'uploaded'; readonly url: string }
  /** The upload failed. `retryAt` (ms since the epoch) is absent when only the user can help. */
  | { readonly state: 'failed'; readonly reason: UploadProblem; readonly retryAt?: number }

export type UploadProblem =
  | 'unreachable'
  | 'refused'
  | 'wrong-access'
  | 'suspended'
  /** `VERCEL_BLOB_API_URL` is set, and no token may be sent there. */
  | 'address-unusable'
  | 'busy'
  | 'store-failed'
  | 'file-missing'

/** Nothing but a person's doing makes the store take images again. */
export function needsPerson(problem: UploadProblem): boolean {
  return ['refused', 'wrong-access', 'suspended', 'address-unusable', 'file-missing'].includes(problem)
}

/** What the provider says it chose, in its own words. */
export interface Rendering {
  readonly quality?: string
  readonly background?: string
}

export interface StoredImage extends ImageFile {
  readonly attachmentId: AttachmentId
  readonly upload: Upload
  /** The prompt as the provider rewrote it, if it reports that. */
  readonly revisedPrompt?: string
  /** Absent if the provider doesn't report it. */
  readonly rendering?: Rendering
}

export interface Bill {
  /** Absent if the provider didn't report it. */
  readonly usage?: Usage
  /** Absent: unknown. Never 0 for something that was billed. */
  readonly cost?: MicroUsd
}

export type RunState =
  /** `waits`: as many calls as the service allows are on their way; this one is not sent, nor charged, before its turn. */
  | { readonly status: 'queued'; readonly waits?: true }
  | { readonly status: 'running'; readonly startedAt: number; readonly preview?: Preview; readonly text?: string }
  | {
      readonly status: 'done'
      readonly startedAt: number
      readonly finishedAt: number
      readonly images: readonly StoredImage[]
      readonly text?: string
      readonly bill: Bill
      /** Set when the answer is incomplete: images missing or damaged, or text cut short. */
      readonly shortfall?: Failure
      /** Set when the answer arrived after Stop. It was paid for, so it's kept and marked. */
      readonly arrivedAfterStop?: true
    }
  | {
      readonly status: 'failed'
      readonly startedAt?: number
      readonly finishedAt: number
      readonly failure: Failure
      /** What was billed anyway, if the provider reports it. */
      readonly bill?: Bill
      /** The last preview or the text so far, which may have been paid for. */
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
  /** In milliseconds since the epoch. */
  readonly createdAt: number
  readonly requestId?: string
  readonly state: RunState
}

export type TerminalState = Extract<RunState, { status: 'done' | 'failed' | 'cancelled' }>

export function isTerminal(state: RunState): state is TerminalState {
  return state.status === 'done' || state.status === 'failed' || state.status === 'cancelled'
}
