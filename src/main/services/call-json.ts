/** Makes one paid call with a body of JSON. Never repeats it, because a repeated request may be billed again. */
import { FailureError } from '@shared/failure'
import type { Attempt } from './adapter'
import { readPieces, readStart } from './answer-body'
import { toNetworkFailure } from './broken-call'
import type { DepartingInit } from './departure'
import { encodeJson } from './encode-json'
import { CallWatch, getKeyedAccount, type ServiceConnection } from './watched-call'

/** Of an error's body. */
const MOST_ERROR_BYTES = 256 * 1024

/** An answer with another status than success. */
export interface ErrorAnswer {
  readonly status: number
  /** What arrived of the body. */
  readonly text: string
  readonly headers?: Headers
  readonly requestId?: string | undefined
}

export interface JsonCall {
  /** Below the connection's address: `images` */
  readonly path: string
  /** For `encodeJson`, before anything is recorded as sent. */
  readonly body: unknown
  /** An answer that grows beyond this is aborted. */
  readonly mostBytes: number
  /** With the key. */
  buildHeaders(key: string): Readonly<Record<string, string>>
  /** The headers that may hold the service's id of the call, the first one first. */
  readonly idHeaders: readonly string[]
  explain(answer: ErrorAnswer): FailureError
}

export interface AnsweredCall {
  readonly body: AsyncIterable<Uint8Array>
  readonly requestId: string | undefined
}

/** Everything thrown on the way, also by `read`, becomes a `FailureError`. */
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
      // The status decides even if the body breaks off.
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
