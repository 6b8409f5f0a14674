/** Makes one call. Never repeats it, because a repeated request may be billed again. */
import { FailureError } from '@shared/failure'
import type { Attempt } from '../adapter'
import { readPieces, readStart } from '../answer-body'
import { toNetworkFailure } from '../broken-call'
import type { DepartingInit } from '../departure'
import { CallWatch, getKeyedAccount, type ServiceConnection } from '../watched-call'
import { toErrorFailure } from './failures'

/** Of an error's body. */
const MOST_ERROR_BYTES = 256 * 1024

/** Says which program asks, and nothing of who uses it. */
const APP_NAME = 'Easel'

export interface Call {
  /** `images` */
  readonly path: string
  /** Built before anything is recorded as sent. */
  readonly body: unknown
  /** An answer that grows beyond this is aborted. */
  readonly mostBytes: number
}

export interface AnsweredCall {
  readonly body: AsyncIterable<Uint8Array>
  readonly requestId: string | undefined
}

/** Everything thrown on the way, also by `read`, becomes a `FailureError`. */
export async function* callOnce<Event>(
  connection: ServiceConnection,
  attempt: Attempt,
  { path, body, mostBytes }: Call,
  read: (answered: AnsweredCall) => AsyncIterable<Event>,
): AsyncGenerator<Event> {
  const { key, baseUrl } = getKeyedAccount(connection)
  const watch = new CallWatch(connection, attempt)
  let requestId: string | undefined
  try {
    await attempt.willSend()
    attempt.mayHaveLeft(false)
    watch.start()
    watch.departure.handOver()
    const init: DepartingInit = {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...buildHeaders(key) },
      body: JSON.stringify(body),
      // A redirect would send the key to another host.
      redirect: 'manual',
      signal: watch.signal,
      departure: watch.departure,
    }
    const response = await connection.fetch(`${baseUrl}/${path}`, init)
    const { status, headers } = response
    requestId = headers.get('x-generation-id') ?? headers.get('x-request-id') ?? undefined
    if (status !== 200) {
      // The status decides even if the body breaks off.
      const { text } = await readStart(readPieces(response), MOST_ERROR_BYTES)
      throw toErrorFailure({ status, headers, text, requestId })
    }
    attempt.hasAnswered({ status, ...(requestId && { requestId }) })
    yield* read({ body: watch.keepBody(response, attempt, mostBytes), requestId })
  } catch (error) {
    if (error instanceof FailureError) throw error
    throw toNetworkFailure(error, {
      timedOut: watch.timedOut,
      departure: watch.departure,
      ...(requestId && { requestId }),
    })
  } finally {
    watch.stop()
  }
}

export function buildHeaders(key: string | undefined): Readonly<Record<string, string>> {
  return { 'X-OpenRouter-Title': APP_NAME, ...(key !== undefined && { authorization: `Bearer ${key}` }) }
}
