import { FailureError, type FailureCode } from '@shared/failure'
import OpenAI from 'openai'
import { DEFAULT_DEADLINES, keptBody, readPieces, Watchdog } from '../answer-body'
import { Departure, type DepartingInit } from '../departure'
import type { Account, AccountProblem } from '../../settings/settings-service'
import type { Network } from '../network'
import type { Attempt } from '../provider'
import { toFailure } from './failures'

/** The transport gives up connecting earlier. */
const LONGEST_CONNECT_MS = 60_000

/** The characters that a header can contain. */
const HEADER_SAFE = /^[\x21-\x7e]+$/

/** One connection, as the adapter sees it. */
export interface OpenAIConnection extends Network {
  /** The current key and address, or why nothing can be sent. */
  account(): Account | { readonly problem: AccountProblem }
  /** Whether the server also answers those who send no key. */
  readonly isKeyOptional?: true
}

/** A call that was answered successfully. Read `body` to its end or return from it. */
export interface AnsweredCall {
  readonly body: AsyncIterable<Uint8Array>
  readonly requestId: string | undefined
}

/**
 * Makes exactly one call. The SDK's own retries are off, because a repeated request may be billed again.
 *
 * Aborts an answer that grows beyond `mostBytes`. `send` receives the client and the request options to pass on; `read`
 * receives the kept body. Everything thrown on the way becomes a `FailureError`.
 */
export async function* callOnce<Event>(
  connection: OpenAIConnection,
  attempt: Attempt,
  mostBytes: number,
  send: (client: OpenAI, options: OpenAI.RequestOptions) => Promise<Response>,
  read: (call: AnsweredCall) => AsyncIterable<Event>,
): AsyncGenerator<Event> {
  const account = connection.account()
  if ('problem' in account) throw notSent(account.problem)
  // Settings clean keys. Check here for whatever gets past them, before anything is spent.
  if (account.key === undefined && !connection.isKeyOptional) throw notSent('key-missing')
  if (account.key !== undefined && !HEADER_SAFE.test(account.key)) throw notSent('key-unusable')
  const deadlines = connection.deadlines ?? DEFAULT_DEADLINES
  const watchdog = new Watchdog(attempt.signal)
  const stopWaking = connection.onWake?.(() => watchdog.expectAtMost(deadlines.wakeMs))
  const departure = new Departure((hasLeft) => {
    attempt.mayHaveLeft(hasLeft)
    // The wait for an answer begins when the request leaves.
    if (hasLeft) watchdog.expectWithin(deadlines.headersMs)
  })
  let requestId: string | undefined
  try {
    const client = createClient(account, connection.fetch, departure)
    await attempt.willSend()
    attempt.mayHaveLeft(false)
    watchdog.expectWithin(Math.max(deadlines.headersMs, LONGEST_CONNECT_MS))
    const response = await send(client, {
      signal: watchdog.signal,
      maxRetries: 0,
      timeout: deadlines.headersMs + LONGEST_CONNECT_MS,
    })
    requestId = response.headers.get('x-request-id') ?? undefined
    attempt.hasAnswered({ status: response.status, ...(requestId && { requestId }) })
    const body = keptBody(readPieces(response), attempt, watchdog, {
      idleMs: deadlines.idleMs,
      mostBytes: connection.mostAnswerBytes ?? mostBytes,
    })
    yield* read({ body, requestId })
  } catch (error) {
    throw toFailure(error, {
      timedOut: watchdog.timedOut,
      departure,
      baseUrl: account.baseUrl,
      ...(requestId && { requestId }),
    })
  } finally {
    stopWaking?.()
    watchdog.stop()
  }
}

function createClient({ key, baseUrl }: Account, fetch: typeof globalThis.fetch, departure: Departure): OpenAI {
  return new OpenAI({
    // The SDK insists on one; the header is taken out where there's none.
    apiKey: key ?? 'none',
    ...(key === undefined && { defaultHeaders: { Authorization: null } }),
    baseURL: baseUrl,
    // Set each option explicitly, so that no environment variable changes a request unnoticed.
    organization: null,
    project: null,
    webhookSecret: null,
    maxRetries: 0,
    // A redirect would send the key to another host, so it's refused (status 3xx becomes a failure).
    fetch: (input, init) => {
      departure.handOver()
      const options: DepartingInit = { ...init, redirect: 'manual', departure }
      return fetch(input, options)
    },
  })
}

function notSent(code: FailureCode): FailureError {
  return new FailureError({ code, charge: 'none', at: Date.now() })
}
