/** Makes the calls. Only the submission is paid: it's made once. Reading costs nothing and may be repeated. */
import { FailureError, type FailureCode } from '@shared/failure'
import { isStoppedByUser, type Attempt } from '../adapter'
import { readPieces, readStart } from '../answer-body'
import { toNetworkFailure } from '../broken-call'
import { createFailure, parseText } from '../decode-answer'
import type { DepartingInit } from '../departure'
import { CallWatch, type KeyedAccount, type ServiceConnection } from '../watched-call'
import type { EndpointCall } from './endpoints'
import { toErrorFailure } from './failures'
import { readJob, type Job } from './job'

/** Of everything but results. */
const MOST_BYTES = 256 * 1024
/** For one question about a job. */
const QUESTION_MS = 30_000
/** Long enough to fetch an image after Easel was off for some days. */
const FILES_LAST_S = 7 * 24 * 60 * 60
/** How long after Stop the answer to a submission is waited for: without the job's id it can't be canceled. */
const SUBMIT_GRACE_MS = 10_000

/** Submits a job, once. Everything thrown is a `FailureError`. */
export async function submit(
  connection: ServiceConnection,
  { baseUrl, key }: KeyedAccount,
  { endpoint, body }: EndpointCall,
  attempt: Attempt,
): Promise<Job> {
  const patience = new SubmitPatience(attempt)
  const watch = new CallWatch(connection, patience)
  try {
    watch.start()
    watch.departure.handOver()
    const init: DepartingInit = {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: `Key ${key}`,
        // Otherwise the service itself makes a failed job again, up to ten times.
        'x-fal-no-retry': '1',
        // Files of results are at public addresses, for ever unless told otherwise.
        'x-fal-object-lifecycle-preference': JSON.stringify({ expiration_duration_seconds: FILES_LAST_S }),
      },
      body: JSON.stringify(body),
      // A redirect would send the key to another host.
      redirect: 'manual',
      signal: watch.signal,
      departure: watch.departure,
    }
    const response = await connection.fetch(`${baseUrl}/${endpoint}`, init)
    const { status, headers } = response
    const most = connection.mostAnswerBytes ?? MOST_BYTES
    const { text, brokenBy } = await readStart(readPieces(response), most)
    const requestId = headers.get('x-fal-request-id')
    if (status < 200 || status >= 300) throw toErrorFailure({ status, headers, text, ...(requestId && { requestId }) })
    const job = Buffer.byteLength(text) <= most && readJob(parseText(text)?.json, baseUrl, endpoint)
    if (job) return job
    if (brokenBy !== undefined) throw brokenBy
    throw createFailure(findBodyProblem(text, most), { status })
  } catch (error) {
    if (error instanceof FailureError) throw error
    throw toNetworkFailure(error, watch)
  } finally {
    watch.stop()
    patience.stop()
  }
}

function findBodyProblem(text: string, most: number): FailureCode {
  if (Buffer.byteLength(text) > most) return 'answer-too-large'
  if (/^\s*</.test(text)) return 'not-an-api'
  return text.trim() === '' ? 'answer-empty' : 'answer-damaged'
}

/** Stop ends a submission at once while nothing has left; afterwards it waits a moment for the job's id. */
class SubmitPatience implements Pick<Attempt, 'signal' | 'mayHaveLeft'> {
  readonly #attempt: Attempt
  readonly #controller = new AbortController()
  readonly #onAbort = (): void => this.#takeAbort()
  #hasLeft = false
  #timer: NodeJS.Timeout | undefined

  constructor(attempt: Attempt) {
    this.#attempt = attempt
    if (attempt.signal.aborted) this.#takeAbort()
    else attempt.signal.addEventListener('abort', this.#onAbort, { once: true })
  }

  get signal(): AbortSignal {
    return this.#controller.signal
  }

  mayHaveLeft(hasLeft: boolean): void {
    this.#hasLeft = hasLeft
    this.#attempt.mayHaveLeft(hasLeft)
  }

  stop(): void {
    clearTimeout(this.#timer)
    this.#attempt.signal.removeEventListener('abort', this.#onAbort)
  }

  #takeAbort(): void {
    const end = (): void => this.#controller.abort(this.#attempt.signal.reason)
    if (!this.#hasLeft || !isStoppedByUser(this.#attempt)) return end()
    this.#timer = setTimeout(end, SUBMIT_GRACE_MS)
  }
}

export interface JobAnswer {
  readonly status: number
  readonly headers: Headers
  readonly body: Buffer
  readonly text: string
}

/** One question about a job. Rejects when no whole answer came, or with the signal's reason. */
export async function askAboutJob(
  { fetch }: Pick<ServiceConnection, 'fetch'>,
  key: string,
  { method = 'GET', url, signal, mostBytes = MOST_BYTES }: JobQuestion,
): Promise<JobAnswer> {
  signal.throwIfAborted()
  const response = await fetch(url, {
    method,
    headers: { authorization: `Key ${key}` },
    redirect: 'manual',
    signal: AbortSignal.any([signal, AbortSignal.timeout(QUESTION_MS)]),
  })
  const pieces: Uint8Array[] = []
  let length = 0
  for await (const piece of readPieces(response)) {
    pieces.push(piece)
    length += piece.byteLength
    if (length > mostBytes) throw createFailure('answer-too-large')
  }
  const body = Buffer.concat(pieces)
  return { status: response.status, headers: response.headers, body, text: body.toString('utf8') }
}

interface JobQuestion {
  readonly method?: 'GET' | 'PUT'
  readonly url: string
  readonly signal: AbortSignal
  readonly mostBytes?: number
}
