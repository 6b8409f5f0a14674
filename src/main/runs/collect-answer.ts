/**
 * Turns a provider's events into stored images and text. The same code reads an answer that is arriving and one that an
 * earlier session kept.
 */
import { FailureError, type Failure } from '@shared/failure'
import { attachmentIdOf, type RunId } from '@shared/ids'
import type { Usage } from '@shared/pricing'
import type { ImageFile, Preview, StoredImage, Upload } from '@shared/run'
import { UnsoundImage } from '@shared/image-file/unsound-image'
import type { FailureCause, ImageEvent, TextEvent } from '../providers/provider'

export interface ImageStore {
  put(bytes: Uint8Array, options?: { readonly durable?: boolean }): Promise<ImageFile>
}

/** The provider charged for an answer, but nothing in it could be used. */
export class ChargedWithoutResult extends FailureError {
  readonly usage: Usage

  constructor(failure: Failure, usage: Usage) {
    super(failure)
    this.usage = usage
  }
}

export interface CollectedImages {
  readonly images: readonly StoredImage[]
  /** How many images were announced but aren't intact. */
  readonly damaged: number
  /** Why images are missing, where more is known than that they could not be read. */
  readonly cause?: FailureCause
  readonly usage?: Usage
}

export interface ImageCollector {
  readonly id: RunId
  readonly objects: ImageStore
  readonly previews: ImageStore
  readonly upload: Upload
  onPreview(preview: Preview): Promise<void>
}

/**
 * Stores every image before it returns. Throws when the answer couldn't be read to its end and contains no image. An
 * error after the first stored image doesn't discard that image: it's reported in `damaged`.
 */
export async function collectImages(
  events: AsyncIterable<ImageEvent>,
  { id, objects, previews, upload, onPreview }: ImageCollector,
): Promise<CollectedImages> {
  const images: StoredImage[] = []
  let damaged = 0
  let cause: FailureCause | undefined
  let usage: Usage | undefined
  try {
    for await (const event of events) {
      switch (event.type) {
        case 'preview': {
          const picture = await soundOrUndefined(() => previews.put(event.bytes, { durable: false }))
          if (picture) await onPreview({ index: event.index, picture })
          break
        }
        case 'image': {
          const picture = await soundOrUndefined(() => objects.put(event.bytes))
          if (!picture) damaged += 1
          else
            images.push({
              ...picture,
              attachmentId: attachmentIdOf(id, event.index),
              upload,
              ...(event.revisedPrompt !== undefined && { revisedPrompt: event.revisedPrompt }),
              ...(event.rendering && { rendering: event.rendering }),
            })
          break
        }
        case 'unreadable-image':
          damaged += 1
          cause ??= causeOf(event)
          break
        case 'usage':
          usage = event.usage
          break
      }
    }
  } catch (error) {
    if (images.length === 0) throw withUsage(error, usage)
    damaged += 1
  }
  if (images.length === 0) {
    const why = cause ?? ({ code: damaged > 0 ? 'image-damaged' : 'answer-empty' } as const)
    if (usage) throw new ChargedWithoutResult({ ...why, charge: 'charged', at: Date.now() }, usage)
    throw new FailureError({ ...why, charge: 'unknown', at: Date.now() })
  }
  return { images, damaged, ...(cause && { cause }), ...(usage && { usage }) }
}

function causeOf({
  address,
  reason,
  cause,
}: Extract<ImageEvent, { type: 'unreadable-image' }>): FailureCause | undefined {
  if (address === undefined) return cause
  return { code: reason === 'refused' ? 'image-address-refused' : 'image-address-failed', address } as const
}

export interface CollectedText {
  readonly text: string
  readonly cutShort?: 'length' | 'filter'
  readonly usage?: Usage
}

export async function collectText(
  events: AsyncIterable<TextEvent>,
  onText: (text: string) => void,
): Promise<CollectedText> {
  const parts: string[] = []
  let cutShort: 'length' | 'filter' | undefined
  let usage: Usage | undefined
  try {
    for await (const event of events) {
      if (event.type === 'text') {
        parts.push(event.text)
        onText(event.text)
      } else if (event.type === 'usage') usage = event.usage
      else cutShort = event.reason
    }
  } catch (error) {
    throw withUsage(error, usage)
  }
  return { text: parts.join(''), ...(cutShort && { cutShort }), ...(usage && { usage }) }
}

/** What was counted before an error was charged. */
function withUsage(error: unknown, usage: Usage | undefined): unknown {
  if (!usage || !(error instanceof FailureError)) return error
  return new ChargedWithoutResult({ ...error.failure, charge: 'charged' }, usage)
}

async function soundOrUndefined<T>(store: () => Promise<T>): Promise<T | undefined> {
  try {
    return await store()
  } catch (error) {
    if (error instanceof UnsoundImage) return undefined
    throw error
  }
}
