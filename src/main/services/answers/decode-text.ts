/** Reads text and usage from the body of an answer, streamed or plain, arriving or stored. */
import type { Failure } from '@shared/failure'
import { addUsage, createSearchUsage, type Usage } from '@shared/usage'
import { isRecord } from '../json'
import type { AnswerEvent } from '../adapter'
import { parseEvents, createFailure, openAnswer, parseText } from '../decode-answer'
import { findError, findRemark, findSentence } from './find-error'
import type { DecodingParts } from './decoding-parts'
import { findReasoning } from './find-reasoning'
import { findEndReason, type EndReason } from './find-end-reason'
import { findPlainWords, findWords, hasRefusal, readPart } from './find-words'
import { readTextUsage } from './text-usage'
import { ThoughtTags, type Said } from './thought-tags'
import { readToolUsage, ToolImages } from './tool-images'
import { readSearchCount, WebSearches } from './web-searches'
import { DONE, type ServerSentEvent } from '../server-sent-events'

/** Yields text as it arrives. Throws unless the response was completed, or ended early for a reason that it gives. */
export async function* decodeText(
  body: AsyncIterable<Uint8Array>,
  decoding: DecodingParts,
): AsyncGenerator<AnswerEvent> {
  const answer = await openAnswer(body)
  const reading = new TextReading(decoding)
  if (answer.form === 'events') return yield* reading.readEvents(answer.events)
  if (answer.form === 'image') throw createFailure('answer-damaged')
  const { text, brokenBy } = await answer.read()
  const whole = brokenBy === undefined ? parseText(text) : undefined
  if (!whole) return yield* reading.readEvents(parseEvents(text), brokenBy)
  if (isRecord(whole.json)) yield* reading.readWhole(whole.json)
  // Some servers put the pieces of a stream into one list.
  else yield* reading.readEvents(listEvents(whole.json))
}

async function* listEvents(json: unknown): AsyncGenerator<ServerSentEvent> {
  for (const item of Array.isArray(json) ? json : [json]) yield { event: '', data: JSON.stringify(item), json: item }
  yield { event: '', data: DONE }
}

const NO_WORDS = {
  length: 'answer-over-length',
  filter: 'answer-filtered',
  tool: 'answer-tool-call',
  broken: 'error-reported',
} as const satisfies Record<EndReason, Failure['code']>

/** One answer being read. */
class TextReading {
  readonly #decoding: DecodingParts
  readonly #images: ToolImages
  readonly #searches = new WebSearches()
  readonly #tags = new ThoughtTags()
  /** The text that has arrived, including thoughts that a server puts in it. */
  #heard = ''
  /** The text that was passed on. */
  #said = ''
  /**
   * The text of the whole answer, or of its finished parts, if the service sent it: it may never have come in pieces.
   */
  #told = ''
  #parts = ''
  #reason: EndReason | undefined
  /** A service's remark next to the answer: progress if text follows, otherwise the reason for none. */
  #remark: unknown
  #hasEnded = false
  #hasThought = false
  /** Whether the model declined in its own words. */
  #hasDeclined = false
  /** Whether the answer is complete. Don't wait for anything after it. */
  #isOver = false
  #unread = 0

  constructor(decoding: DecodingParts) {
    this.#decoding = decoding
    this.#images = new ToolImages(decoding)
  }

  /** Reads a whole response, as sent by a server that ignores `stream`. */
  async *readWhole(json: Record<string, unknown>): AsyncGenerator<AnswerEvent> {
    await this.#decoding.onBegun?.(json)
    // The response has only started, and isn't streamed.
    if (json['status'] === 'queued' || json['status'] === 'in_progress') throw createFailure('connection-lost')
    const words = findWords(json) || findPlainWords(json)
    const error = words === '' ? findError(json) : undefined
    this.#remark = findRemark(json)
    if (error !== undefined) throw this.#decoding.explainError(error, false, this.#decoding.requestId)
    this.#told = words
    this.#reason = findEndReason(json)
    this.#hasDeclined = hasRefusal(json)
    this.#hasEnded = true
    yield* this.#think(findReasoning(json))
    this.#searches.read(json)
    yield* this.#images.readOutput(json)
    yield* this.#countAll(json)
    yield* this.#end()
  }

  /** Reads streamed events. Unreadable ones are skipped: only the end decides whether something is missing. */
  async *readEvents(events: AsyncIterable<ServerSentEvent>, brokenBy?: unknown): AsyncGenerator<AnswerEvent> {
    for await (const event of events) {
      if (event.data === DONE) {
        this.#hasEnded = true
        break
      }
      yield* this.#readEvent(event)
      if (this.#isOver) break
    }
    if (this.#unread > 0) this.#decoding.note?.(`${this.#unread} events of a text answer could not be read`)
    if (brokenBy !== undefined && !this.#hasEnded) {
      yield* this.#handOn(this.#tags.end())
      throw brokenBy
    }
    yield* this.#end()
  }

  async *#readEvent({ event, data, json }: ServerSentEvent): AsyncGenerator<AnswerEvent> {
    if (!isRecord(json)) {
      this.#remark ??= findSentence(json, data)
      // Signs of life don't count.
      if (/^[{[]/.test(data)) this.#unread += 1
      return
    }
    const type = typeof json['type'] === 'string' ? json['type'] : event
    if (type === 'response.created') await this.#decoding.onBegun?.(json['response'])
    yield* this.#images.readEvent(type, json)
    this.#searches.read(json)
    this.#hasDeclined ||= type === 'response.refusal.delta' || hasRefusal(json)
    switch (type) {
      case 'response.output_text.delta':
      case 'response.refusal.delta':
        yield* this.#say(typeof json['delta'] === 'string' ? json['delta'] : readPart(json['delta']))
        return
      case 'response.reasoning_summary_part.added':
        if (this.#hasThought) yield* this.#think('\n\n')
        return
      case 'response.reasoning_summary_text.delta':
      case 'response.reasoning_text.delta':
        if (typeof json['delta'] === 'string') yield* this.#think(json['delta'])
        return
      case 'response.output_text.done':
      case 'response.refusal.done':
        this.#parts = joinParts(this.#parts, readPart(json))
        return
      case 'response.content_part.done':
        this.#parts = joinParts(this.#parts, readPart(json['part']))
        return
      case 'response.output_item.done':
        this.#parts = joinParts(this.#parts, findWords(json))
        this.#reason ??= findEndReason(json)
        // Skip thoughts that came in pieces.
        if (!this.#hasThought) yield* this.#think(findReasoning(json))
        return
      case 'response.completed':
      case 'response.incomplete':
      case 'response.done': {
        const response = isRecord(json['response']) ? json['response'] : json
        this.#told = findWords(response)
        this.#reason = findEndReason(response) ?? (type === 'response.incomplete' ? 'length' : this.#reason)
        this.#hasEnded = true
        this.#isOver = true
        yield* this.#images.readOutput(response)
        yield* this.#countAll(response)
        return
      }
      default:
        yield* this.#readOther(json, type)
    }
  }

  /**
   * Reads chat completions and similar formats, plain answers sent as the only event, and errors. Other events report
   * progress.
   */
  *#readOther(json: Record<string, unknown>, type: string): Generator<AnswerEvent> {
    const error = findError(json, type)
    if (error !== undefined) {
      yield* this.#count(json['usage'])
      throw this.#decoding.explainError(error, this.#said !== '' || this.#hasThought, this.#decoding.requestId)
    }
    this.#remark ??= findRemark(json, type)
    if (type.startsWith('response.')) return
    yield* this.#think(findReasoning(json))
    yield* this.#say(findWords(json))
    const reason = findEndReason(json)
    this.#reason ??= reason
    // A tool call also comes in pieces.
    if ((reason !== undefined && reason !== 'tool') || isEnd(json)) this.#hasEnded = true
    yield* this.#count(json['usage'])
  }

  /** Yields a whole response's usage: that of the text model, and of an image model that it called. */
  *#countAll(response: Record<string, unknown>): Generator<AnswerEvent> {
    const ofTool = readToolUsage(response)
    // Without the images' count the sum would be too low.
    if (this.#images.hasMade && !ofTool) return
    yield* this.#count(response['usage'], ofTool)
  }

  *#count(counted: unknown, ofTool?: Usage): Generator<AnswerEvent> {
    const ofText = readTextUsage(counted)
    const ofSearches = createSearchUsage(readSearchCount(counted) || this.#searches.count)
    const usage =
      ofText && [ofTool, ofSearches].reduce<Usage>((sum, more) => (more ? addUsage(sum, more) : sum), ofText)
    if (usage) yield { type: 'usage', usage }
    const cost = this.#decoding.readCost?.(counted)
    if (cost !== undefined) yield { type: 'cost', amount: cost }
  }

  *#think(text: string): Generator<AnswerEvent> {
    if (text === '') return
    this.#hasThought = true
    yield { type: 'reasoning', text }
  }

  *#say(text: string): Generator<AnswerEvent> {
    this.#heard += text
    yield* this.#handOn(this.#tags.read(text))
  }

  *#handOn(pieces: Iterable<Said>): Generator<AnswerEvent> {
    for (const { type, text } of pieces) {
      if (type === 'text') this.#said += text
      else this.#hasThought = true
      yield { type, text }
    }
  }

  /** Yields text that never came in pieces. Then reports why the answer ended early, or throws if it didn't end. */
  *#end(): Generator<AnswerEvent> {
    const whole = this.#told.length >= this.#parts.length ? this.#told : this.#parts
    if (whole.startsWith(this.#heard)) yield* this.#say(whole.slice(this.#heard.length))
    yield* this.#handOn(this.#tags.end())
    if (this.#said.trim() === '' && this.#images.count === 0 && this.#remark !== undefined) {
      throw this.#decoding.explainError(this.#remark, this.#hasThought, this.#decoding.requestId)
    }
    if (!this.#hasEnded && this.#parts === '') {
      throw createFailure(this.#said !== '' ? 'connection-lost' : this.#unread > 0 ? 'answer-damaged' : 'answer-empty')
    }
    if (!this.#hasEnded) throw createFailure('connection-lost')
    if (this.#said.trim() === '' && this.#images.hasPreviewsOnly) throw createFailure('image-unfinished')
    if (this.#said.trim() === '' && this.#images.count === 0)
      throw createFailure(this.#reason ? NO_WORDS[this.#reason] : 'answer-empty')
    yield* this.#images.tellUnfinished()
    yield* this.#searches.tell()
    if (this.#hasDeclined) yield { type: 'cut-short', reason: 'refusal' }
    else if (this.#reason === 'length' || this.#reason === 'filter') yield { type: 'cut-short', reason: this.#reason }
    else if (this.#reason === 'broken') yield { type: 'cut-short', reason: 'unknown' }
  }
}

/** Adds a part's text. Each part is sent up to three times, in events of growing size. */
function joinParts(known: string, more: string): string {
  if (more === '' || known.endsWith(more)) return known
  return more.startsWith(known) ? more : known + more
}

function isEnd(json: Record<string, unknown>): boolean {
  const { choices, output, done, stop, type, candidates } = json
  if (
    done === true ||
    stop === true ||
    typeof json['generated_text'] === 'string' ||
    Array.isArray(output) ||
    type === 'message_stop'
  )
    return true
  if (Array.isArray(candidates))
    return candidates.some((one) => isRecord(one) && typeof one['finishReason'] === 'string')
  return (
    Array.isArray(choices) &&
    choices.some(
      (choice) => isRecord(choice) && (typeof choice['finish_reason'] === 'string' || isRecord(choice['message'])),
    )
  )
}
