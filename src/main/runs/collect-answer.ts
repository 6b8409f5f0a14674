/**
 * Turns an adapter's events into the parts of an answer, with images stored. Used both for arriving answers and for
 * those stored by an earlier session.
 */
import type { AnswerPart, Preview, StoredImage, Upload } from '@shared/answer'
import { FailureError, type Failure } from '@shared/failure'
import { createAttachmentId, type RunId } from '@shared/ids'
import type { Charge, MicroUsd } from '@shared/money'
import type { ImageFile } from '@shared/request'
import type { Usage } from '@shared/usage'
import { UnsoundImage } from '@shared/image-file/unsound-image'
import type { AnswerEvent, CutReason, FailureCause } from '../services/adapter'

export interface ImageStore {
  put(bytes: Uint8Array, options?: { readonly durable?: boolean }): Promise<ImageFile>
}

/** What the service reported about usage and cost. */
export interface Reported {
  readonly usage?: Usage
  readonly cost?: MicroUsd
}

/** The service reported usage or a cost, but nothing in the answer could be used. */
export class ChargedWithoutResult extends FailureError {
  readonly reported: Reported

  constructor(failure: Failure, reported: Reported) {
    super(failure)
    this.reported = reported
  }
}

export interface CollectedAnswer {
  readonly parts: readonly AnswerPart[]
  /** How many announced images aren't intact, or have a flaw that the service names. */
  readonly damaged: number
  /** Why images are missing, if more is known than that they couldn't be read. */
  readonly cause?: FailureCause
  readonly cutShort?: CutShort
  readonly reported: Reported
}

/** Why the answer ended early. */
export interface CutShort {
  readonly reason: CutReason
  readonly categories?: readonly string[]
}

export interface Collector {
  readonly id: RunId
  /** What was requested. An image answer without an image is rejected. */
  readonly kind: 'image' | 'text'
  readonly objects: ImageStore
  readonly previews: ImageStore
  readonly upload: Upload
  onPreview(preview: Preview): Promise<void>
  onText(channel: 'text' | 'reasoning', text: string): void
}

/**
 * Stores every image before it returns. Throws when the answer couldn't be read to its end and contains no image. An
 * error after the first stored image doesn't discard that image: it's reported in `damaged`.
 */
export async function collectAnswer(
  events: AsyncIterable<AnswerEvent>,
  collector: Collector,
): Promise<CollectedAnswer> {
  const collection = new Collection(collector)
  try {
    for await (const event of events) await collection.take(event)
  } catch (error) {
    collection.interrupt(error)
  }
  return collection.finish()
}

class Collection {
  readonly #collector: Collector
  readonly #parts: (AnswerPart | OpenText)[] = []
  #images = 0
  #damaged = 0
  #cause: FailureCause | undefined
  #cutShort: CutShort | undefined
  #reported: Reported = {}

  constructor(collector: Collector) {
    this.#collector = collector
  }

  async take(event: AnswerEvent): Promise<void> {
    switch (event.type) {
      case 'text':
      case 'reasoning':
        this.#addText(event.type, event.text)
        this.#collector.onText(event.type, event.text)
        return
      case 'preview': {
        const image = await putIfSound(() => this.#collector.previews.put(event.bytes, { durable: false }))
        if (image) await this.#collector.onPreview({ index: event.index, image })
        return
      }
      case 'image': {
        const file = await this.#put(event.bytes)
        if (file) this.#addImage(file, event)
        if (!file || event.flaw) this.#damaged += 1
        this.#cause ??= event.flaw
        return
      }
      case 'unreadable-image':
        this.#damaged += 1
        this.#cause ??= findCause(event)
        return
      case 'sources':
        this.#parts.push(event)
        return
      case 'usage':
        this.#reported = { ...this.#reported, usage: event.usage }
        return
      case 'cost':
        this.#reported = { ...this.#reported, cost: event.amount }
        return
      case 'cut-short':
        this.#cutShort = { reason: event.reason, ...(event.categories && { categories: event.categories }) }
        return
    }
  }

  /** Stores an image. Returns undefined if Easel can't show it. */
  async #put(bytes: Uint8Array): Promise<ImageFile | undefined> {
    try {
      return await this.#collector.objects.put(bytes)
    } catch (error) {
      if (!(error instanceof UnsoundImage)) throw error
      if (error.reason === 'unsafe') this.#cause ??= { code: 'image-unsafe' }
      if (error.reason === 'not-an-image') this.#cause ??= { code: 'not-an-image' }
      return undefined
    }
  }

  /** Handles an answer that was cut off. */
  interrupt(error: unknown): void {
    if (this.#images === 0) throw withReported(error, this.#reported)
    this.#damaged += 1
  }

  finish(): CollectedAnswer {
    if (this.#collector.kind === 'image' && this.#images === 0) throw this.#createMissing()
    return {
      parts: this.#parts.map(closeText),
      damaged: this.#damaged,
      reported: this.#reported,
      ...(this.#cause && { cause: this.#cause }),
      ...(this.#cutShort && { cutShort: this.#cutShort }),
    }
  }

  #createMissing(): FailureError {
    const why = this.#cause ?? ({ code: this.#damaged > 0 ? 'image-damaged' : 'answer-empty' } as const)
    const at = Date.now()
    if (hasReport(this.#reported)) {
      return new ChargedWithoutResult({ ...why, charge: judgeReport(this.#reported), at }, this.#reported)
    }
    return new FailureError({ ...why, charge: 'unknown', at })
  }

  #addText(type: 'text' | 'reasoning', text: string): void {
    const last = this.#parts.at(-1)
    if (last?.type === type && 'pieces' in last) last.pieces.push(text)
    else this.#parts.push({ type, pieces: [text] })
  }

  #addImage(file: ImageFile, { index, revisedPrompt, rendering }: Extract<AnswerEvent, { type: 'image' }>): void {
    this.#images += 1
    const image: StoredImage = {
      ...file,
      attachmentId: createAttachmentId(this.#collector.id, index),
      upload: this.#collector.upload,
      ...(revisedPrompt !== undefined && { revisedPrompt }),
      ...(rendering && { rendering }),
    }
    this.#parts.push({ type: 'image', image })
  }
}

/** Text that may still grow, in pieces: joining it after every word would take longer the longer it gets. */
interface OpenText {
  readonly type: 'text' | 'reasoning'
  readonly pieces: string[]
}

function closeText(part: AnswerPart | OpenText): AnswerPart {
  return 'pieces' in part ? { type: part.type, text: part.pieces.join('') } : part
}

function findCause({
  address,
  reason,
  cause,
}: Extract<AnswerEvent, { type: 'unreadable-image' }>): FailureCause | undefined {
  if (address === undefined) return cause
  return { code: reason === 'refused' ? 'image-address-refused' : 'image-address-failed', address } as const
}

function hasReport({ usage, cost }: Reported): boolean {
  return usage !== undefined || cost !== undefined
}

/** A service that reports a cost of zero has charged nothing. */
function judgeReport({ cost }: Reported): Charge {
  return cost === 0 ? 'none' : 'charged'
}

/** Usage that was reported before an error was charged. */
function withReported(error: unknown, reported: Reported): unknown {
  if (!hasReport(reported) || !(error instanceof FailureError)) return error
  return new ChargedWithoutResult({ ...error.failure, charge: judgeReport(reported) }, reported)
}

async function putIfSound<T>(put: () => Promise<T>): Promise<T | undefined> {
  try {
    return await put()
  } catch (error) {
    if (error instanceof UnsoundImage) return undefined
    throw error
  }
}
