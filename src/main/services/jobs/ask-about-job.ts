/** Requests the state of a job at a service. Free, and may be repeated. */
import { readPieces } from '../answer-body'
import { createFailure } from '../decode-answer'
import type { ServiceConnection } from '../watched-call'

/** The limit for all responses except results. */
const MOST_BYTES = 256 * 1024
/** The timeout of one request about a job. */
const QUESTION_MS = 30_000

export interface JobAnswer {
  readonly status: number
  readonly headers: Headers
  readonly body: Buffer
  readonly text: string
}

export interface JobQuestion {
  readonly method?: 'GET' | 'PUT'
  readonly url: string
  /** Includes the key. */
  readonly headers: Readonly<Record<string, string>>
  readonly signal: AbortSignal
  readonly mostBytes?: number
}

/** Sends one request. Rejects if no complete response arrived, or with the signal's reason. */
export async function askAboutJob(
  { fetch }: Pick<ServiceConnection, 'fetch'>,
  { method = 'GET', url, headers, signal, mostBytes = MOST_BYTES }: JobQuestion,
): Promise<JobAnswer> {
  signal.throwIfAborted()
  const response = await fetch(url, {
    method,
    headers: { ...headers },
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
