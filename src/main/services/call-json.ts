/** Makes one paid call with a JSON body. Never repeats it, because a repeated request may be billed again. */
import { FailureError } from '@shared/failure'
import type { Attempt } from './adapter'
import { readPieces, readStart } from './answer-body'
import { toNetworkFailure } from './broken-call'
import type { DepartingInit } from './departure'
import { encodeJson } from './encode-json'
import { CallWatch, getKeyedAccount, type ServiceConnection } from './watched-call'

/** The limit for an error's body. */
const MOST_ERROR_BYTES = 256 * 1024

/** An answer with a status other than 200. */
export interface ErrorAnswer {
  readonly status: number
  /** The part of the body that arrived. */
  readonly text: string
  readonly headers?: Headers
  readonly requestId?: string | undefined
}

export interface JsonCall {
  /** Appended to the connection's address: `images` */
  readonly path: string
  /** Encoded by `encodeJson` before anything is recorded as sent. */
  readonly body: unknown
  /** A larger answer is aborted. */
  readonly mostBytes: number
  /** Includes the key. */
  buildHeaders(key: string): Readonly<Record<string, string>>
  /** The headers that may contain the service's id of the call, by priority. */
  readonly idHeaders: readonly string[]
  explain(answer: ErrorAnswer): FailureError
}

export interface AnsweredCall {
  readonly body: AsyncIterable<Uint8Array>
  readonly requestId: string | undefined
}

/** Everything thrown on the way, including by `read`, becomes a `FailureError`. */
export async function* callJsonOnce<Event>(
  connection: ServiceConnection,
  attempt: Attempt,
  { path, body, mostBytes, buildHeaders, idHeaders, explain }: JsonCall,
  read: (answered: AnsweredCall) => AsyncIterable<Event>,
): AsyncGenerator<Event> {
  const { key, baseUrl } = getKeyedAccount(connection)
  const encoded = await encodeJson(body, attempt.signal)
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
      body: encoded,
      // A redirect would send the key to another host.
      redirect: 'manual',
      signal: watch.signal,
      departure: watch.departure,
    }
    const response = await connection.fetch(`${baseUrl}/${path}`, init)
    const { status, headers } = response
    requestId = idHeaders.map((name) => headers.get(name)).find((id) => id !== null) ?? undefined
    if (status !== 200) {
      // The status decides even if the body is cut off.
      const { text } = await readStart(readPieces(response), MOST_ERROR_BYTES)
      throw explain({ status, headers, text, requestId })
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
