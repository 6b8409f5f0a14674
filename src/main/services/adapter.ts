/**
 * The interface of adapters, in our own terms: requests and events, never wire formats. Adapters don't know runs, and
 * runs don't know any service by name. Only an adapter's own folder imports its SDK.
 *
 * An adapter yields events or throws `FailureError`, with the money verdict of `charge.ts`. It never repeats a call. After
 * Stop it may go on to learn more: an answer that arrives is kept, and a `FailureError` that says that nothing was charged
 * corrects the verdict of the stopped run.
 */
import type { Rendering, WebSourcesPart } from '@shared/answer'
import { FailureError, type Failure } from '@shared/failure'
import type { MicroUsd } from '@shared/money'
import type { ImageRequest, InputImage, Request, TextRequest } from '@shared/request'
import type { Usage } from '@shared/usage'

/** How to find a job that lives at the service again: ids and addresses, as the service named them. Never a key. */
export type JobHandle = Readonly<Record<string, string>>

/** One attempt at one answer, as the adapter sees it. */
export interface Attempt {
  /** Aborted when the user stops the run (`isStoppedByUser`) or Easel quits. */
  readonly signal: AbortSignal
  /**
   * Await this immediately before the first byte may leave. Durable once it resolves. Local services never call it.
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
   * The service has taken the job on. Await this before anything else is asked about it: the handle is durable once it
   * resolves, and `resume` gets it after a crash.
   */
  hasHandle(handle: JobHandle): Promise<void>
  /** How many jobs the service does before this one. */
  isQueuedBehind(jobsAhead: number): void
  /**
   * Keeps raw bytes of the answer, in order, before anything is parsed. They're on disk (not yet synced) once it
   * resolves, so that they survive a kill of Easel.
   */
  keep(bytes: Uint8Array): Promise<void>
  /** Reads an input image from the disk. Throws a `FailureError` that costs nothing when it isn't there. */
  readInput(image: InputImage): Promise<Buffer>
}

/** Why an attempt's signal is aborted when the user presses Stop. When Easel quits, a job at a service goes on. */
export class StoppedByUser extends Error {
  override readonly name = 'StoppedByUser'
}

/** After Stop, a job that lives at a service is canceled there; when Easel quits, it's left alone. */
export function isStoppedByUser({ signal }: Pick<Attempt, 'signal'>): boolean {
  return signal.reason instanceof StoppedByUser
}

/** The run has its own time, and its own verdict about the money. */
export type FailureCause = Omit<Failure, 'charge' | 'at'>

export type AnswerEvent =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'reasoning'; readonly text: string }
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
      /** What the service says is wrong with it (blackened by a filter). It's kept, and the answer says so. */
      readonly flaw?: FailureCause
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
  /** At most once: the pages that the answer names. */
  | WebSourcesPart
  | { readonly type: 'usage'; readonly usage: Usage }
  /** What the service says that the answer costs. */
  | { readonly type: 'cost'; readonly amount: MicroUsd }
  /** The answer ended early, and what arrived is still an answer. `categories`: the grounds that the service names. */
  | { readonly type: 'cut-short'; readonly reason: CutReason; readonly categories?: readonly string[] }

/**
 * `length`: a limit was reached. `filter`: a content filter stopped it. `refusal`: the model declined, in words of its own.
 * `unknown`: the service ended it for another reason, or gave none.
 */
export type CutReason = 'length' | 'filter' | 'refusal' | 'unknown'

export interface Adapter<Asked extends Request = Request> {
  answer(request: Asked, attempt: Attempt): AsyncIterable<AnswerEvent>
  /**
   * Reads an answer that was kept: the same events, and never a paid call. Images are also fetched from `allowed`,
   * origins that the user agreed to although they aren't on the internet.
   */
  decode(request: Asked, kept: AsyncIterable<Uint8Array>, allowed?: readonly string[]): AsyncIterable<AnswerEvent>
  /** Continues a job that lives at the service, after a restart: the same events, and never a paid call. */
  resume?(request: Asked, handle: JobHandle, attempt: Attempt): AsyncIterable<AnswerEvent>
  /** For a service that names the cost of a job only afterwards. Undefined where the connection can't read it. */
  openBills?(): Bills | undefined
}

/** Where a service says afterwards what its jobs have cost. Reading costs nothing, and never rejects but with the signal's reason. */
export interface Bills {
  /** `since`: when the job was begun, in milliseconds since the epoch. */
  readCost(handle: JobHandle, since: number, signal: AbortSignal): Promise<LateCost>
}

/** `later`: it isn't known yet, or no answer came. `never`: this connection isn't told. */
export type LateCost = { readonly amount: MicroUsd } | 'later' | 'never'

export type ImageAdapter = Adapter<ImageRequest>
export type TextAdapter = Adapter<TextRequest>

/** One adapter from those for images and for texts. */
export function combineAdapters({
  image,
  text,
}: {
  readonly image: ImageAdapter
  readonly text: TextAdapter
}): Adapter {
  return {
    answer: (request, attempt) =>
      request.kind === 'image' ? image.answer(request, attempt) : text.answer(request, attempt),
    decode: (request, kept, allowed) =>
      request.kind === 'image' ? image.decode(request, kept, allowed) : text.decode(request, kept, allowed),
    ...((image.resume ?? text.resume) && {
      resume: (request, handle, attempt) => resume({ image, text }, request, handle, attempt),
    }),
    ...(image.openBills && { openBills: () => image.openBills?.() }),
  }
}

function resume(
  { image, text }: { readonly image: ImageAdapter; readonly text: TextAdapter },
  request: Request,
  handle: JobHandle,
  attempt: Attempt,
): AsyncIterable<AnswerEvent> {
  const events =
    request.kind === 'image' ? image.resume?.(request, handle, attempt) : text.resume?.(request, handle, attempt)
  if (!events) throw new FailureError({ code: 'app-stopped', charge: 'unknown', at: Date.now() })
  return events
}
