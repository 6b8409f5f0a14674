/** Reads images that a text model made with its service's image tool, from the events of its answer. */
import { createTokenUsage, type TokenCounts, type Usage } from '@shared/usage'
import type { AnswerEvent } from '../adapter'
import { isRecord } from '../json'
import type { FetchedImage } from '../remote-image'
import { createImageEvent, decodePreview } from './decode-images'
import type { DecodingParts } from './decoding-parts'

/** Reads the images of one answer. Counts each once, although the end of the answer repeats them all. */
export class ToolImages {
  readonly #decoding: Pick<DecodingParts, 'explainError' | 'requestId'>
  readonly #seen = new Set<unknown>()
  readonly #begun = new Set<unknown>()
  #made = 0

  constructor(decoding: Pick<DecodingParts, 'explainError' | 'requestId'>) {
    this.#decoding = decoding
  }

  /** How many calls of the tool have ended, with or without an image. */
  get count(): number {
    return this.#seen.size
  }

  /** Whether any call has made an image or shown a preview, both of which are charged. */
  get hasMade(): boolean {
    return this.#made + this.#begun.size > 0
  }

  /** Whether only previews have arrived. */
  get hasPreviewsOnly(): boolean {
    return this.#seen.size === 0 && this.#begun.size > 0
  }

  /** Yields the images of which only previews have arrived. Call it at the end. */
  *tellUnfinished(): Generator<AnswerEvent> {
    const unmatched = [...this.#begun].filter((name) => !this.#seen.has(name)).length
    // Some servers give the item another id or none: its image belongs to that preview.
    const unannounced = [...this.#seen].filter((name) => !this.#begun.has(name)).length
    const missing = Math.max(0, unmatched - unannounced)
    for (let index = this.#seen.size; index < this.#seen.size + missing; index += 1)
      yield { type: 'unreadable-image', index, cause: { code: 'image-unfinished' } }
  }

  async *readEvent(type: string, json: Record<string, unknown>): AsyncGenerator<AnswerEvent> {
    if (type === 'response.image_generation_call.partial_image') {
      this.#begun.add(json['item_id'])
      const preview = await decodePreview(json, 0)
      if (preview) yield preview
    } else if (type === 'response.output_item.done') {
      yield* this.#take(json['item'])
    }
  }

  /** Reads a whole response, skipping images that have already arrived. */
  async *readOutput(response: Record<string, unknown>): AsyncGenerator<AnswerEvent> {
    const { output } = response
    for (const item of Array.isArray(output) ? output : []) yield* this.#take(item)
  }

  async *#take(item: unknown): AsyncGenerator<AnswerEvent> {
    if (!isRecord(item) || item['type'] !== 'image_generation_call') return
    const name = item['id'] ?? item['result']
    if (this.#seen.has(name)) return
    const index = this.#seen.size
    this.#seen.add(name)
    const { result, error } = item
    if (typeof result === 'string' && result !== '') {
      this.#made += 1
      yield await createImageEvent({ ...item, b64_json: result }, index, refuseAddress)
      return
    }
    const { charge: _charge, at: _at, ...cause } = this.#explain(error)
    yield { type: 'unreadable-image', index, cause }
  }

  #explain(error: unknown) {
    const { explainError, requestId } = this.#decoding
    const { failure } = explainError(error ?? {}, true, requestId)
    // If the service gives no reason, there's none to report.
    return error ? failure : { ...failure, code: 'image-not-made' as const }
  }
}

/** The tool sends bytes. Addresses in their place aren't fetched. */
async function refuseAddress(address: string): Promise<FetchedImage> {
  return { address, reason: 'refused' }
}

/** Reads the image model's usage, which isn't part of the text model's `usage`. */
export function readToolUsage(response: unknown): Usage | undefined {
  const tools = isRecord(response) ? response['tool_usage'] : undefined
  const counted = isRecord(tools) ? tools['image_gen'] : undefined
  if (!isRecord(counted)) return undefined
  const details = isRecord(counted['input_tokens_details']) ? counted['input_tokens_details'] : {}
  const toolImageIn = toCount(details['image_tokens'])
  const tokens: TokenCounts = {
    toolTextIn: Math.max(0, toCount(counted['input_tokens']) - toolImageIn),
    toolImageIn,
    toolImageOut: toCount(counted['output_tokens']),
  }
  return createTokenUsage(tokens)
}

function toCount(value: unknown): number {
  return typeof value === 'number' && Number.isFinite(value) && value > 0 ? Math.round(value) : 0
}
