/**
 * The interface of adapters, in our own terms: requests and events, never wire formats. Adapters don't know about runs,
 * and runs don't know any service by name. Only an adapter's own folder imports its SDK.
 *
 * An adapter yields events or throws `FailureError`, with a charge from `charge.ts`. It never repeats a call. After
 * Stop it may continue for a while: an answer that arrives is kept, and a `FailureError` with charge `none` corrects
 * the charge of the stopped run.
 */
import type { Rendering, WebSourcesPart } from '@shared/answer'
import { FailureError, type Failure } from '@shared/failure'
import type { MicroUsd } from '@shared/money'
import type { ImageRequest, InputImage, Request, TextRequest } from '@shared/request'
import type { Usage } from '@shared/usage'

/** Identifies a job at the service: ids and addresses, as reported by the service. Never a key. */
export type JobHandle = Readonly<Record<string, string>>

/** One attempt at one answer, as the adapter sees it. */
export interface Attempt {
  /** Aborted when the user stops the run (`isStoppedByUser`) or Easel quits. */
  readonly signal: AbortSignal
  /** Await this immediately before the first byte may leave. Durable once it resolves. Local services never call it. */
  willSend(): Promise<void>
  /**
   * Reports, between `willSend` and the answer, whether any byte of the request may have left. While it's false,
   * stopping is free. Called only by adapters that know.
   */
  mayHaveLeft(hasLeft: boolean): void
  /** The service has responded with headers. */
  hasAnswered(answer: { readonly status: number; readonly requestId?: string }): void
  /**
   * The service has accepted the job. Await this before any other request about the job: the handle is durable once it
   * resolves, and `resume` gets it after a crash.
   */
  hasHandle(handle: JobHandle): Promise<void>
  /** How many jobs the service will run before this one. */
  isQueuedBehind(jobsAhead: number): void
  /**
   * Stores raw bytes of the answer, in order, before anything is parsed. They're on disk (not yet synced) once it
   * resolves, so they survive a kill of Easel.
   */
  keep(bytes: Uint8Array): Promise<void>
  /** Reads an input image from disk. Throws a `FailureError` with charge `none` if it's missing. */
  readInput(image: InputImage): Promise<Buffer>
}

/** The abort reason when the user presses Stop. When Easel quits instead, a job at a service continues. */
export class StoppedByUser extends Error {
  override readonly name = 'StoppedByUser'
}

/** Whether the user pressed Stop. Then a job at a service is canceled there; when Easel quits, it isn't. */
export function isStoppedByUser({ signal }: Pick<Attempt, 'signal'>): boolean {
  return signal.reason instanceof StoppedByUser
}

/** A failure without time and charge, which the run adds. */
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
      /**
       * What the service says is wrong with the image (blacked out by a filter). It's kept, and the answer reports the
       * flaw.
       */
      readonly flaw?: FailureCause
    }
  /**
   * An image was announced but can't be read (invalid base64, a refused URL). The answer's other images still count.
   */
  | {
      readonly type: 'unreadable-image'
      readonly index: number
      /** The image's address, if it was given by address and wasn't fetched or returned nothing. */
      readonly address?: string
      readonly reason?: 'refused' | 'unreachable'
      /** Why the call for this image failed, if it was one of several. */
      readonly cause?: FailureCause
    }
  /** The pages that the answer cites. At most once. */
  | WebSourcesPart
  | { readonly type: 'usage'; readonly usage: Usage }
  /** What the answer costs, as reported by the service. */
  | { readonly type: 'cost'; readonly amount: MicroUsd }
  /** The answer ended early, and what arrived is still an answer. `categories`: the reasons that the service gives. */
  | { readonly type: 'cut-short'; readonly reason: CutReason; readonly categories?: readonly string[] }

/**
 * `length`: a limit was reached. `filter`: a content filter stopped it. `refusal`: the model declined in its own words.
 * `unknown`: the service ended it for another reason or none.
 */
export type CutReason = 'length' | 'filter' | 'refusal' | 'unknown'

export interface Adapter<Asked extends Request = Request> {
  answer(request: Asked, attempt: Attempt): AsyncIterable<AnswerEvent>
  /**
   * Reads a stored answer: the same events, and never a paid call. Images are also fetched from `allowed`: origins
   * outside the internet that the user agreed to.
   */
  decode(request: Asked, kept: AsyncIterable<Uint8Array>, allowed?: readonly string[]): AsyncIterable<AnswerEvent>
  /** Continues a job at the service after a restart: the same events, and never a paid call. */
  resume?(request: Asked, handle: JobHandle, attempt: Attempt): AsyncIterable<AnswerEvent>
  /** For a service that reports a job's cost only afterwards. Returns undefined if the connection can't read it. */
  openBills?(): Bills | undefined
}

/**
 * Reads what a service's jobs cost, after they've ended. Reading is free, and rejects only with the signal's reason.
 */
export interface Bills {
  /** `since`: when the job was started, in milliseconds since the epoch. */
  readCost(handle: JobHandle, since: number, signal: AbortSignal): Promise<LateCost>
}

/** `later`: not known yet, or no response. `never`: this connection can't read it. */
export type LateCost = { readonly amount: MicroUsd } | 'later' | 'never'

export type ImageAdapter = Adapter<ImageRequest>
export type TextAdapter = Adapter<TextRequest>

/** Combines the adapters for images and texts. */
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
