/**
 * The interface of provider adapters, in our own terms: requests and events, never wire formats. Adapters don't know
 * runs, and runs don't know any provider by name. Only an adapter's own folder imports its SDK.
 *
 * An adapter yields events or throws `FailureError`, with the money verdict of `charge.ts`. It never repeats a call.
 */
import type { Failure } from '@shared/failure'
import type { Usage } from '@shared/pricing'
import type { ImageRequest, Rendering, TextRequest } from '@shared/run'

/** One attempt at one answer, as the adapter sees it. */
export interface Attempt {
  /** Aborted when the user stops the run or Easel quits. */
  readonly signal: AbortSignal
  /**
   * Await this immediately before the first byte may leave. Durable once it resolves. Local providers never call it.
   */
  willSend(): Promise<void>
  /**
   * Adapters that know it report, between `willSend` and the answer, whether any byte of the request may have left.
   * While it's false, stopping costs nothing.
   */
  mayHaveLeft(hasLeft: boolean): void
  /** The service answered with headers. */
  hasAnswered(answer: { readonly status: number; readonly requestId?: string }): void
  /**
   * Keeps raw bytes of the answer, in order, before anything is parsed. They're on disk (not yet synced) once it
   * resolves.
   */
  keep(bytes: Uint8Array): Promise<void>
  /** The whole answer has arrived. Makes the kept bytes durable. Await this before parsing images. */
  hasArrived(): Promise<void>
}

/** The run has its own time, and its own verdict about the money. */
export type FailureCause = Omit<Failure, 'charge' | 'at'>

export type ImageEvent =
  | { readonly type: 'preview'; readonly index: number; readonly bytes: Uint8Array }
  /**
   * The bytes as sent. The object store decides whether they're an intact image. `index` counts from 0 within the
   * answer.
   */
  | {
      readonly type: 'image'
      readonly index: number
      readonly bytes: Uint8Array
      readonly revisedPrompt?: string
      readonly rendering?: Rendering
    }
  /** An image was announced but can't be read (bad base64, a refused URL). The answer's other images still count. */
  | {
      readonly type: 'unreadable-image'
      readonly index: number
      /** Where it is, when it was named by an address that was not fetched, or gave nothing. */
      readonly address?: string
      readonly reason?: 'refused' | 'unreachable'
      /** Why the call that was to bring it has failed, where it was one of several. */
      readonly cause?: FailureCause
    }
  | { readonly type: 'usage'; readonly usage: Usage }

export type TextEvent =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'usage'; readonly usage: Usage }
  /** The provider ended the answer early (length, filter), and what arrived is still an answer. */
  | { readonly type: 'cut-short'; readonly reason: 'length' | 'filter' }

export interface ImageProvider {
  generate(request: ImageRequest, attempt: Attempt): AsyncIterable<ImageEvent>
  /**
   * Reads an answer that was kept: the same events, and never a paid call. Images are also fetched from `allowed`,
   * origins that the user agreed to although they aren't on the internet.
   */
  decode(request: ImageRequest, kept: AsyncIterable<Uint8Array>, allowed?: readonly string[]): AsyncIterable<ImageEvent>
}

export interface TextProvider {
  answer(request: TextRequest, attempt: Attempt): AsyncIterable<TextEvent>
  decode(request: TextRequest, kept: AsyncIterable<Uint8Array>): AsyncIterable<TextEvent>
}
