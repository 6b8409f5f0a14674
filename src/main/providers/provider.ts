/**
 * What an adapter to a provider promises. It speaks our words: requests and events, never wire formats. Adapters know
 * nothing of runs; runs know no provider by name. Only the adapter's own folder imports its SDK.
 *
 * An adapter yields events or throws `FailureError`; the verdict on the money comes from `charge.ts`, decided by what
 * is known of the call. It never repeats a call.
 */
import type { ProviderId } from '@shared/catalogue'
import type { Usage } from '@shared/pricing'
import type { ImageRequest, Rendering, TextRequest } from '@shared/run'

/** One try at one answer, as the adapter sees it. */
export interface Attempt {
  /** Aborted when the user stops the run or Easel quits. */
  readonly signal: AbortSignal
  /** To be awaited immediately before the first byte may leave; durable once it resolves. Local providers never call it. */
  willSend(): Promise<void>
  /**
   * Told by adapters that know it, between `willSend` and the answer: whether a byte of the request may have left. While
   * it is false, stopping costs nothing.
   */
  mayHaveLeft(hasLeft: boolean): void
  /** The service has answered with headers. */
  hasAnswered(answer: { readonly status: number; readonly requestId?: string }): void
  /** Raw bytes of the answer, in order, before anything is parsed. On disk (not yet synced) once it resolves. */
  keep(bytes: Uint8Array): Promise<void>
  /** The whole answer has arrived: makes what was kept durable. To be awaited before the bytes are parsed to images. */
  hasArrived(): Promise<void>
}

export type ImageEvent =
  | { readonly type: 'preview'; readonly index: number; readonly bytes: Uint8Array }
  /** Bytes as sent; the object store decides whether they are a sound image. `index` counts from 0 within the answer. */
  | {
      readonly type: 'image'
      readonly index: number
      readonly bytes: Uint8Array
      readonly revisedPrompt?: string
      readonly rendering?: Rendering
    }
  /** An image was announced and cannot be read (bad base64, a refused URL). The others of the answer still count. */
  | { readonly type: 'unreadable-image'; readonly index: number }
  | { readonly type: 'usage'; readonly usage: Usage }

export type TextEvent =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'usage'; readonly usage: Usage }
  /** The answer stopped early for a reason of the provider's (length, filter), and what came is still an answer. */
  | { readonly type: 'cut-short' }

export interface ImageProvider {
  readonly id: ProviderId
  generate(request: ImageRequest, attempt: Attempt): AsyncIterable<ImageEvent>
  /** Reads an answer that was kept by an earlier life of the app: same events, and never a paid call. */
  decode(request: ImageRequest, kept: AsyncIterable<Uint8Array>): AsyncIterable<ImageEvent>
}

export interface TextProvider {
  readonly id: ProviderId
  answer(request: TextRequest, attempt: Attempt): AsyncIterable<TextEvent>
  decode(request: TextRequest, kept: AsyncIterable<Uint8Array>): AsyncIterable<TextEvent>
}
