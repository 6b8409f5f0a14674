import type { Attempt } from '../adapter'
import { callJsonOnce, type AnsweredCall, type JsonCall } from '../call-json'
import type { ServiceConnection } from '../watched-call'
import { toErrorFailure } from './failures'

/** Identifies the app, not the user. */
const APP_NAME = 'Easel'

export type Call = Pick<JsonCall, 'path' | 'body' | 'mostBytes'>

/** Makes one call. Everything thrown on the way, including by `read`, becomes a `FailureError`. */
export function callOnce<Event>(
  connection: ServiceConnection,
  attempt: Attempt,
  call: Call,
  read: (answered: AnsweredCall) => AsyncIterable<Event>,
): AsyncGenerator<Event> {
  const service = { buildHeaders, idHeaders: ['x-generation-id', 'x-request-id'], explain: toErrorFailure }
  return callJsonOnce(connection, attempt, { ...call, ...service }, read)
}

export function buildHeaders(key: string | undefined): Readonly<Record<string, string>> {
  return { 'X-OpenRouter-Title': APP_NAME, ...(key !== undefined && { authorization: `Bearer ${key}` }) }
}
