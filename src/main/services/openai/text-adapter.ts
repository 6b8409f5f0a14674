/** OpenAI's Responses API as a `TextAdapter`. */
import { Readable } from 'node:stream'
import { findImageModel, findTextModel } from '@shared/catalogue'
import { FailureError } from '@shared/failure'
import type { TextRequest } from '@shared/request'
import type { EasyInputMessage, ResponseCreateParamsStreaming, Tool } from 'openai/resources/responses/responses'
import { MOST_TOOL_IMAGES, type ImageToolSettings, type TextSettings } from '@shared/text-settings'
import { MOST_SEARCHES } from '@shared/web-search'
import { limitAnswerBytes, MAX_TEXT_ANSWER_BYTES } from '../answer-body'
import { isStoppedByUser, type Attempt, type AnswerEvent, type JobHandle, type TextAdapter } from '../adapter'
import { decodeText } from '../answers/decode-text'
import { explainSettings } from '../answers/explain-settings'
import { encodeJson, type Encodable } from '../encode-json'
import { KnownEvents } from '../answers/known-events'
import { getKeyedAccount, type KeyedAccount } from '../watched-call'
import { callOnce, type OpenAIConnection } from './client'
import { cancelStored, findStored, followStored, readStored, toHandle, type StoredResponse } from './stored-response'
import { createStreamedFailure } from './failures'
import type { Note } from '../network'
import { joinTexts, listReadInputs, readTurns, toDataUrl, type ReadPart, type ReadTurn } from '../read-inputs'

export class OpenAITextAdapter implements TextAdapter {
  readonly #connection: OpenAIConnection

  constructor(connection: OpenAIConnection) {
    this.#connection = connection
  }

  async *answer(request: TextRequest, attempt: Attempt): AsyncGenerator<AnswerEvent> {
    const body = await encodeJson(buildBody(request, await readTurns(request.turns, attempt)), attempt.signal)
    const storing = request.settings?.background ? new Storing(this.#connection, attempt) : undefined
    const events = callOnce(
      this.#connection,
      attempt,
      limitBytes(request),
      (client, options) => client.post('/responses', { ...options, body, stream: true }).asResponse(),
      ({ body: answer, requestId }) =>
        decodeText(answer, {
          requestId,
          explainError: createStreamedFailure,
          ...this.#notes,
          ...(storing && { onBegun: (response) => storing.note(response) }),
        }),
    )
    const whole = storing ? storing.complete(events, (stored) => this.#read(request, stored, attempt)) : events
    yield* explainSettings(request, whole)
  }

  async *resume(request: TextRequest, handle: JobHandle, attempt: Attempt): AsyncGenerator<AnswerEvent> {
    const stored = findStored(handle, findAccount(this.#connection))
    if (!stored) throw new FailureError({ code: 'run-lost', charge: 'unknown', at: Date.now() })
    try {
      yield* this.#read(request, stored, attempt, (bytes) => attempt.keep(bytes))
    } catch (error) {
      throw await endStopped(this.#connection, stored, attempt, error)
    }
  }

  /** Waits for a response that continues at the service, and reads all of it. */
  async *#read(
    request: TextRequest,
    stored: StoredResponse,
    { signal }: Attempt,
    keep?: Attempt['keep'],
  ): AsyncGenerator<AnswerEvent> {
    const body = await followStored(this.#connection, stored, { signal, mostBytes: limitBytes(request) })
    await keep?.(body)
    yield* decodeText(Readable.from([body]), {
      explainError: createStreamedFailure,
      requestId: stored.id,
      ...this.#notes,
    })
  }

  decode(_request: TextRequest, kept: AsyncIterable<Uint8Array>): AsyncIterable<AnswerEvent> {
    return decodeText(kept, { explainError: createStreamedFailure, ...this.#notes })
  }

  get #notes(): { readonly note?: Note } {
    const { note } = this.#connection
    return note ? { note } : {}
  }
}

/** One answer that the service stores and continues in the background. */
class Storing {
  readonly #connection: OpenAIConnection
  readonly #attempt: Attempt
  readonly #known = new KnownEvents()
  #stored: StoredResponse | undefined

  constructor(connection: OpenAIConnection, attempt: Attempt) {
    this.#connection = connection
    this.#attempt = attempt
  }

  /** The handle is durable once this resolves. From then on, a crash loses nothing. */
  async note(response: unknown): Promise<void> {
    this.#stored = readStored(response, getKeyedAccount(this.#connection))
    if (this.#stored) await this.#attempt.hasHandle(toHandle(this.#stored))
  }

  /** Fetches the rest if the stream breaks off. After Stop, cancels the response at the service. */
  async *complete(
    events: AsyncIterable<AnswerEvent>,
    read: (stored: StoredResponse) => AsyncIterable<AnswerEvent>,
  ): AsyncGenerator<AnswerEvent> {
    try {
      yield* this.#known.follow(events)
    } catch (error) {
      const stored = this.#stored
      if (!stored) throw error
      if (this.#attempt.signal.aborted || !isBroken(error)) {
        throw await endStopped(this.#connection, stored, this.#attempt, error)
      }
      try {
        yield* this.#known.skip(read(stored))
      } catch (later) {
        throw await endStopped(this.#connection, stored, this.#attempt, later)
      }
    }
  }
}

function isBroken(error: unknown): boolean {
  const code = error instanceof FailureError ? error.failure.code : undefined
  return code === 'connection-lost' || code === 'timed-out'
}

/** Returns the error. After Stop, cancels the response first, because it would continue and be charged otherwise. */
async function endStopped(
  connection: OpenAIConnection,
  stored: StoredResponse,
  attempt: Attempt,
  error: unknown,
): Promise<unknown> {
  if (!isStoppedByUser(attempt)) return error
  await cancelStored(connection, stored)
  return new FailureError({ code: 'call-stopped', charge: 'unknown', at: Date.now(), requestId: stored.id })
}

/** The response was started. Without its account, its outcome is unknown. */
function findAccount(connection: OpenAIConnection): KeyedAccount {
  try {
    return getKeyedAccount(connection)
  } catch (error) {
    if (!(error instanceof FailureError)) throw error
    throw new FailureError({ ...error.failure, charge: 'unknown' })
  }
}

/** `store: false` keeps chats on the user's disk, not at the provider, unless the user chooses otherwise. */
function buildBody(
  { model, instructions, settings = {} }: TextRequest,
  turns: readonly ReadTurn[],
): Encodable<ResponseCreateParamsStreaming> {
  const { temperature, effort, maxOutput, tellsReasoning } = settings
  const reasoning = { ...(effort && { effort }), ...(tellsReasoning && { summary: 'auto' as const }) }
  return {
    model: findTextModel(model)?.wireName ?? model,
    ...(instructions !== undefined && { instructions }),
    input: turns.map(({ role, parts }) => ({ role, content: buildContent(parts) })),
    ...(temperature !== undefined && { temperature }),
    ...(Object.keys(reasoning).length > 0 && { reasoning }),
    ...(maxOutput !== undefined && { max_output_tokens: maxOutput }),
    ...createTools(settings),
    store: settings.background === true,
    ...(settings.background && { background: true }),
    stream: true,
  }
}

/**
 * The limit applies to all calls together. With both tools it's the image tool's, which is smaller, so that the amount
 * reserved under a cap is enough.
 */
function createTools({
  imageTool,
  webSearch,
}: TextSettings): Pick<ResponseCreateParamsStreaming, 'tools' | 'max_tool_calls'> {
  if (!imageTool && !webSearch) return {}
  return {
    tools: [
      ...(webSearch ? [{ type: 'web_search' } as const] : []),
      ...(imageTool ? [createImageTool(imageTool)] : []),
    ],
    max_tool_calls: imageTool ? MOST_TOOL_IMAGES : MOST_SEARCHES,
  }
}

/** The default number of previews in our own image requests. */
const PREVIEWS = 2

/** The text model chooses the size, and whether to make an image at all. */
function createImageTool({ model, quality }: ImageToolSettings): Tool.ImageGeneration {
  return {
    type: 'image_generation',
    model: findImageModel(model)?.wireName ?? model,
    quality,
    size: 'auto',
    partial_images: PREVIEWS,
  }
}

/** The end of an answer repeats the images that came before it. */
function limitBytes({ settings }: TextRequest): number {
  return settings?.imageTool ? MAX_TEXT_ANSWER_BYTES + limitAnswerBytes(2 * MOST_TOOL_IMAGES) : MAX_TEXT_ANSWER_BYTES
}

function buildContent(parts: readonly ReadPart[]): Encodable<EasyInputMessage['content']> {
  if (listReadInputs(parts).length === 0) return joinTexts(parts)
  return parts.map((part) =>
    part.type === 'text'
      ? { type: 'input_text', text: part.text }
      : { type: 'input_image', image_url: toDataUrl(part), detail: 'auto' },
  )
}
