/** Makes one call. Never repeats it, because a repeated request may be billed again. */
import { FailureError } from '@shared/failure'
import { appendPath } from '../../settings/base-url'
import { readPieces, readStart } from '../answer-body'
import { toNetworkFailure } from '../broken-call'
import type { DepartingInit } from '../departure'
import { CallWatch, type KeyedAccount, type ServiceConnection } from '../watched-call'
import { toErrorFailure } from './failures'

/** The limit for an error's body. */
const MOST_ERROR_BYTES = 256 * 1024

export interface Call {
  /** `models/…` */
  readonly path: string
  readonly body: Blob
  readonly signal: AbortSignal
  /** Reports whether any byte of this call may have left. */
  mayHaveLeft(hasLeft: boolean): void
}

/** A call with a successful status. */
export interface AnsweredCall {
  readonly response: Response
  readonly watch: CallWatch
}

/** Everything thrown on the way, including by `read`, becomes a `FailureError`. */
export async function* callOnce<Event>(
  connection: ServiceConnection,
  { baseUrl, key }: KeyedAccount,
  call: Call,
  read: (answered: AnsweredCall) => AsyncIterable<Event>,
): AsyncGenerator<Event> {
  const watch = new CallWatch(connection, call)
  try {
    watch.start()
    watch.departure.handOver()
    const init: DepartingInit = {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-goog-api-key': key },
      body: call.body,
      // A redirect would send the key to another host.
      redirect: 'manual',
      signal: watch.signal,
      departure: watch.departure,
    }
    const response = await connection.fetch(buildAddress(baseUrl, call.path), init)
    if (response.status !== 200) throw await readError(response)
    yield* read({ response, watch })
  } catch (error) {
    if (error instanceof FailureError) throw error
    throw toNetworkFailure(error, watch)
  } finally {
    watch.stop()
  }
}

/** The address has no version. If the user typed one, it's replaced by ours. */
export function buildAddress(baseUrl: string, path: string): string {
  return appendPath(baseUrl.replace(/\/v1(?:alpha|beta)?(?=$|\?)/, ''), `/v1beta/${path}`)
}

/** The status decides even if the body is cut off. */
export async function readError(response: Response): Promise<FailureError> {
  const { text } = await readStart(readPieces(response), MOST_ERROR_BYTES)
  const { status, headers } = response
  return toErrorFailure({ status, headers, text })
}
