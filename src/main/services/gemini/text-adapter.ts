/** Gemini's text models as a `TextAdapter`, streamed. */
import { findTextModel } from '@shared/catalogue'
import { FailureError, type FailureCode } from '@shared/failure'
import type { TextRequest } from '@shared/request'
import type { TextSettings } from '@shared/text-settings'
import { addUsage, createSearchUsage } from '@shared/usage'
import { MAX_TEXT_ANSWER_BYTES } from '../answer-body'
import { explainSettings } from '../answers/explain-settings'
import { parseEvents, createFailure, openAnswer, parseText } from '../decode-answer'
import { encodeJson } from '../encode-json'
import { isRecord } from '../json'
import type { Attempt, AnswerEvent, CutReason, TextAdapter } from '../adapter'
import type { ServerSentEvent } from '../server-sent-events'
import { readTurns, type ReadTurn } from '../read-inputs'
import { getKeyedAccount, type ServiceConnection } from '../watched-call'
import { buildParts } from './build-parts'
import { callOnce } from './client'
import { findGrounds, isFiltered, toEndFailure, toPromptFailure, toStreamedFailure } from './failures'
import { Grounding } from './grounding'
import { readResponse } from './read-parts'
import { readUsage } from './usage'

export class GeminiTextAdapter implements TextAdapter {
  readonly #connection: ServiceConnection

  constructor(connection: ServiceConnection) {
    this.#connection = connection
  }

  async *answer(request: TextRequest, attempt: Attempt): AsyncIterable<AnswerEvent> {
    const account = getKeyedAccount(this.#connection)
    const body = await encodeJson(buildBody(request, await readTurns(request.turns, attempt)), attempt.signal)
    await attempt.willSend()
    attempt.mayHaveLeft(false)
    const call = {
      path: `models/${findTextModel(request.model)?.wireName ?? request.model}:streamGenerateContent?alt=sse`,
      body,
      signal: attempt.signal,
      mayHaveLeft: (hasLeft: boolean) => attempt.mayHaveLeft(hasLeft),
    }
    const events = callOnce(this.#connection, account, call, ({ response, watch }) => {
      attempt.hasAnswered({ status: response.status })
      return decodeText(watch.keepBody(response, attempt, MAX_TEXT_ANSWER_BYTES))
    })
    yield* explainSettings(request, events)
  }

  decode(_request: TextRequest, kept: AsyncIterable<Uint8Array>): AsyncIterable<AnswerEvent> {
    return decodeText(kept)
  }
}

function buildBody({ instructions, settings }: TextRequest, turns: readonly ReadTurn[]): unknown {
  const generationConfig = buildConfig(settings)
  return {
    ...(instructions !== undefined && { systemInstruction: { parts: [{ text: instructions }] } }),
    contents: turns.map(({ role, parts }) => ({
      role: role === 'assistant' ? 'model' : 'user',
      parts: buildParts(parts),
    })),
    ...(Object.keys(generationConfig).length > 0 && { generationConfig }),
    ...(settings?.webSearch && { tools: [{ google_search: {} }] }),
  }
}

function buildConfig({ temperature, effort, maxOutput, tellsReasoning }: TextSettings = {}): Record<string, unknown> {
  const thinkingConfig = {
    ...(effort && { thinkingLevel: effort }),
    ...(tellsReasoning && { includeThoughts: true }),
  }
  return {
    ...(temperature !== undefined && { temperature }),
    ...(maxOutput !== undefined && { maxOutputTokens: maxOutput }),
    ...(Object.keys(thinkingConfig).length > 0 && { thinkingConfig }),
  }
}

/** Yields text as it arrives. Throws unless the answer ended with a reason from the service. */
export async function* decodeText(body: AsyncIterable<Uint8Array>): AsyncGenerator<AnswerEvent> {
  const answer = await openAnswer(body)
  if (answer.form === 'image') throw createFailure('answer-damaged')
  if (answer.form === 'events') return yield* readEvents(answer.events)
  const { text, brokenBy } = await answer.read()
  const whole = brokenBy === undefined ? parseText(text)?.json : undefined
  yield* readEvents(whole === undefined ? parseEvents(text) : yieldEvents(whole), brokenBy)
}

/** A server that ignores `alt=sse` sends a list of responses, or a single one. */
async function* yieldEvents(json: unknown): AsyncGenerator<ServerSentEvent> {
  for (const part of Array.isArray(json) ? json : [json]) yield { event: '', data: '', json: part as unknown }
}

/** Returns why the answer was cut short, for a reason after which it's still an answer. */
function findCut(reason: string): CutReason | undefined {
  if (reason === 'STOP') return undefined
  if (reason === 'MAX_TOKENS') return 'length'
  return isFiltered(reason) ? 'filter' : 'unknown'
}

async function* readEvents(events: AsyncIterable<ServerSentEvent>, brokenBy?: unknown): AsyncGenerator<AnswerEvent> {
  let said = ''
  let reason: string | undefined
  let words = ''
  let usage: unknown
  const grounding = new Grounding()
  let end = brokenBy
  try {
    for await (const { json } of events) {
      if (!isRecord(json)) continue
      const reported = toStreamedFailure(json, said !== '')
      if (reported) throw reported
      const response = readResponse(json)
      usage = response.usage ?? usage
      grounding.read(json)
      if (response.blockReason) throw new FailureError(toPromptFailure(response.blockReason, response.finishMessage))
      if (response.thoughts !== '') yield { type: 'reasoning', text: response.thoughts }
      if (response.words !== '') yield { type: 'text', text: response.words }
      said += response.words
      reason = response.finishReason ?? reason
      words = response.finishMessage || words
    }
  } catch (error) {
    end = error
  }
  const counted = readUsage(usage, 'text')
  const searches = createSearchUsage(grounding.count)
  if (counted) yield { type: 'usage', usage: searches ? addUsage(counted, searches) : counted }
  if (end !== undefined && reason === undefined) throw end
  if (reason === undefined) throw createFailure(explainMissingEnd(said))
  if (said.trim() === '') throw new FailureError(toEndFailure(reason, words, 'text'))
  yield* grounding.tell()
  const cut = findCut(reason)
  if (cut) yield { type: 'cut-short', reason: cut, ...findGrounds(reason) }
}

function explainMissingEnd(said: string): FailureCode {
  return said === '' ? 'answer-empty' : 'connection-lost'
}
