/** Makes one call. Never repeats it, because a repeated request may be billed again. */
import { FailureError, type FailureCode } from '@shared/failure'
import type { Account, AccountProblem } from '../../settings/settings-service'
import { DEFAULT_DEADLINES, readPieces, Watchdog } from '../answer-body'
import { toNetworkFailure } from '../broken-call'
import { Departure, type DepartingInit } from '../departure'
import type { Network } from '../network'
import { toErrorFailure } from './failures'

/** The transport gives up connecting earlier. */
const LONGEST_CONNECT_MS = 60_000
/** The characters that a header can contain. */
const HEADER_SAFE = /^[\x21-\x7e]+$/
/** Of an error's body. */
const MOST_ERROR_BYTES = 256 * 1024

/** One connection, as the adapter sees it. */
export interface GeminiConnection extends Network {
  /** The current key and address, or why nothing can be sent. */
  account(): Account | { readonly problem: AccountProblem }
}

export interface Call {
  /** `models/…` */
  readonly path: string
  readonly body: unknown
  readonly signal: AbortSignal
  /** Told whether any byte of this call may have left. */
  mayHaveLeft(hasLeft: boolean): void
}

/** The answer's status promised success. */
export interface AnsweredCall {
  readonly response: Response
  readonly watchdog: Watchdog
}

/** The account, or a failure that nothing was sent. */
export function getAccount(connection: GeminiConnection): Required<Account> {
  const account = connection.account()
  if ('problem' in account) throw notSent(account.problem)
  const { key, baseUrl } = account
  if (key === undefined) throw notSent('key-missing')
  // Settings clean keys. Check here for whatever gets past them, before anything is spent.
  if (!HEADER_SAFE.test(key)) throw notSent('key-unusable')
  return { key, baseUrl }
}

/** Everything thrown on the way, also by `read`, becomes a `FailureError`. */
export async function* callOnce<Event>(
  connection: GeminiConnection,
  { baseUrl, key }: Required<Account>,
  call: Call,
  read: (answered: AnsweredCall) => AsyncIterable<Event>,
): AsyncGenerator<Event> {
  const deadlines = connection.deadlines ?? DEFAULT_DEADLINES
  const watchdog = new Watchdog(call.signal)
  const stopWaking = connection.onWake?.(() => watchdog.expectAtMost(deadlines.wakeMs))
  const departure = new Departure((hasLeft) => {
    call.mayHaveLeft(hasLeft)
    // The wait for an answer begins when the request leaves.
    if (hasLeft) watchdog.expectWithin(deadlines.headersMs)
  })
  try {
    watchdog.expectWithin(Math.max(deadlines.headersMs, LONGEST_CONNECT_MS))
    departure.handOver()
    const init: DepartingInit = {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-goog-api-key': key },
      body: JSON.stringify(call.body),
      // A redirect would send the key to another host.
      redirect: 'manual',
      signal: watchdog.signal,
      departure,
    }
    const response = await connection.fetch(buildAddress(baseUrl, call.path), init)
    if (response.status !== 200) throw await readError(response)
    yield* read({ response, watchdog })
  } catch (error) {
    if (error instanceof FailureError) throw error
    throw toNetworkFailure(error, { timedOut: watchdog.timedOut, departure })
  } finally {
    stopWaking?.()
    watchdog.stop()
  }
}

/** The address has no version. One that was typed along is taken for ours. */
export function buildAddress(baseUrl: string, path: string): string {
  return `${baseUrl.replace(/\/v1(?:alpha|beta)?$/, '')}/v1beta/${path}`
}

/** The status decides even if the body breaks off. */
export async function readError(response: Response): Promise<FailureError> {
  const parts: Uint8Array[] = []
  let length = 0
  try {
    for await (const piece of readPieces(response)) {
      parts.push(piece)
      length += piece.byteLength
      if (length > MOST_ERROR_BYTES) break
    }
  } catch {
    // What has arrived may say enough.
  }
  const { status, headers } = response
  return toErrorFailure({ status, headers, text: Buffer.concat(parts).toString('utf8') })
}

function notSent(code: FailureCode): FailureError {
  return new FailureError({ code, charge: 'none', at: Date.now() })
}
