/** Submits a job to a service with a queue. This is a job's only paid call, and it's made once. */
import { FailureError, type FailureCode } from '@shared/failure'
import type { Attempt } from '../adapter'
import { readPieces, readStart } from '../answer-body'
import { toNetworkFailure } from '../broken-call'
import { createFailure, parseText } from '../decode-answer'
import type { DepartingInit } from '../departure'
import { CallWatch, type ServiceConnection } from '../watched-call'
import { SubmitPatience } from './submit-patience'

/** The limit for the response to a submission, which only identifies the job. */
const MOST_BYTES = 256 * 1024

/** A response with an unsuccessful status. */
export interface RefusedSubmission {
  readonly status: number
  readonly headers: Headers
  /** The part of the body that arrived. */
  readonly text: string
}

export interface Submission<Job> {
  readonly url: string
  /** Includes the key. */
  readonly headers: Readonly<Record<string, string>>
  /** Built before anything is recorded as sent. */
  readonly body: Blob
  /** Reads the job from a response. Undefined if there's none. */
  readJob(json: unknown): Job | undefined
  explain(answer: RefusedSubmission): FailureError
}

/** Everything thrown is a `FailureError`. */
export async function submitJob<Job>(
  connection: ServiceConnection,
  attempt: Attempt,
  { url, headers: own, body, readJob, explain }: Submission<Job>,
): Promise<Job> {
  const patience = new SubmitPatience(attempt)
  const watch = new CallWatch(connection, patience)
  try {
    watch.start()
    watch.departure.handOver()
    const init: DepartingInit = {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...own },
      body,
      // A redirect would send the key to another host.
      redirect: 'manual',
      signal: watch.signal,
      departure: watch.departure,
    }
    const response = await connection.fetch(url, init)
    const { status, headers } = response
    const most = connection.mostAnswerBytes ?? MOST_BYTES
    const { text, brokenBy } = await readStart(readPieces(response), most)
    if (status < 200 || status >= 300) throw explain({ status, headers, text })
    const job = Buffer.byteLength(text) <= most ? readJob(parseText(text)?.json) : undefined
    if (job !== undefined) return job
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
