import OpenAI from 'openai'
import { FailureError } from '@shared/failure'
import type { Account } from '../../settings/settings-service'
import type { Departure, DepartingInit } from '../departure'
import type { Attempt } from '../adapter'
import { CallWatch, getAccount, getKeyedAccount, type ServiceConnection } from '../watched-call'
import { toFailure } from './failures'

export interface OpenAIConnection extends ServiceConnection {
  /** Whether the server also accepts requests without a key. */
  readonly isKeyOptional?: true
}

/** A successful call. Read `body` to its end or return from it. */
export interface AnsweredCall {
  readonly body: AsyncIterable<Uint8Array>
  readonly requestId: string | undefined
}

/**
 * Makes exactly one call. The SDK's own retries are off, because a repeated request may be billed again.
 *
 * Aborts an answer that exceeds `mostBytes`. `send` gets the client and the request options to pass on; `read` gets the
 * body, whose pieces are stored first. Everything thrown on the way becomes a `FailureError`.
 */
export async function* callOnce<Event>(
  connection: OpenAIConnection,
  attempt: Attempt,
  mostBytes: number,
  send: (client: OpenAI, options: OpenAI.RequestOptions) => Promise<Response>,
  read: (call: AnsweredCall) => AsyncIterable<Event>,
): AsyncGenerator<Event> {
  const account = connection.isKeyOptional ? getAccount(connection) : getKeyedAccount(connection)
  const watch = new CallWatch(connection, attempt)
  let requestId: string | undefined
  try {
    const client = createClient(account, connection.fetch, watch.departure)
    await attempt.willSend()
    attempt.mayHaveLeft(false)
    watch.start()
    const response = await send(client, { signal: watch.signal, maxRetries: 0, timeout: watch.longestMs })
    requestId = response.headers.get('x-request-id') ?? undefined
    attempt.hasAnswered({ status: response.status, ...(requestId && { requestId }) })
    yield* read({ body: watch.keepBody(response, attempt, mostBytes), requestId })
  } catch (error) {
    const { timedOut, departure } = watch
    const failure = toFailure(error, { timedOut, departure, baseUrl: account.baseUrl, ...(requestId && { requestId }) })
    throw account.key === undefined ? explainMissingKey(failure) : failure
  } finally {
    watch.stop()
  }
}

/** A server that refuses a request without a key wants one, although it reports a wrong key. */
function explainMissingKey(error: FailureError): FailureError {
  const { code } = error.failure
  if (code !== 'key-rejected' && code !== 'access-denied') return error
  return new FailureError({ ...error.failure, code: 'key-required' }, { cause: error })
}

function createClient({ key, baseUrl }: Account, fetch: typeof globalThis.fetch, departure: Departure): OpenAI {
  return new OpenAI({
    // The SDK requires a key. Without one, the header is removed.
    apiKey: key ?? 'none',
    ...(key === undefined && { defaultHeaders: { Authorization: null } }),
    baseURL: baseUrl,
    // Set each option explicitly, so that environment variables can't change requests unnoticed.
    organization: null,
    project: null,
    webhookSecret: null,
    maxRetries: 0,
    // Without `Response`, the SDK would send its own request to check whether files can be sent.
    fetch: Object.assign(
      // A redirect would send the key to another host, so it's refused (status 3xx becomes a failure).
      (input: string | URL | Request, init?: RequestInit) => {
        departure.handOver()
        const options: DepartingInit = { ...init, redirect: 'manual', departure }
        return fetch(input, options)
      },
      { Response },
    ),
  })
}
