/**
 * A response that the service stores and continues in the background (`background` and `store`). Polling and canceling
 * are free. Not tested with the real service, so it's offered as an experiment.
 */
import { FailureError } from '@shared/failure'
import type { JobHandle } from '../adapter'
import { createFailure, parseText } from '../decode-answer'
import { askAboutJob } from '../jobs/ask-about-job'
import { JobPace } from '../jobs/job-pace'
import { isRecord } from '../json'
import { readRetryAfter } from '../retry-after'
import type { KeyedAccount, ServiceConnection } from '../watched-call'
import { createStreamedFailure, createWireFailure } from './failures'

/** Ids become part of addresses. */
const ID = /^[\w-]{1,200}$/
/** A new response may not be known on all servers yet. */
const MOST_DOUBTS = 3
const CANCEL_MS = 10_000

export interface StoredResponse {
  readonly id: string
  readonly account: KeyedAccount
}

/** Reads the id from this response or the first event of an answer. Undefined if there's none. */
export function readStored(json: unknown, account: KeyedAccount): StoredResponse | undefined {
  const id = isRecord(json) ? json['id'] : undefined
  return typeof id === 'string' && ID.test(id) ? { id, account } : undefined
}

export function toHandle({ id, account }: StoredResponse): JobHandle {
  return { responseId: id, server: account.baseUrl }
}

/** Returns undefined if the connection now has another server: that doesn't know the response, and isn't asked. */
export function findStored({ responseId, server }: JobHandle, account: KeyedAccount): StoredResponse | undefined {
  return server === account.baseUrl ? readStored({ id: responseId }, account) : undefined
}

/** Returns the whole response once it has ended. Throws a `FailureError`, or the signal's reason. */
export async function followStored(
  connection: ServiceConnection,
  stored: StoredResponse,
  { signal, mostBytes }: { readonly signal: AbortSignal; readonly mostBytes: number },
): Promise<Buffer> {
  const pace = new JobPace(connection)
  let doubts = 0
  for (;;) {
    const answer = await ask(connection, stored, signal, mostBytes)
    const json = answer?.status === 200 ? parseText(answer.text)?.json : undefined
    const status = isRecord(json) ? json['status'] : undefined
    if (answer && isRecord(json) && typeof status === 'string') {
      if (status === 'failed') throw createStreamedFailure(json['error'] ?? {}, true, stored.id)
      if (status !== 'queued' && status !== 'in_progress') return answer.body
      pace.hearAnswer()
      doubts = 0
    } else {
      if (answer && isRefusal(answer.status)) {
        doubts += 1
        if (answer.status !== 404 || doubts >= MOST_DOUBTS) throw createLost(answer.status, stored)
      }
      pace.noteSilence(answer && readRetryAfter(answer.headers, Date.now()))
    }
    if (pace.isGivenUp) throw createFailure('connection-lost', { requestId: stored.id })
    await pace.pause(signal)
  }
}

/** Cancels the response at the service. Never rejects: its cost so far is unknown either way. */
export async function cancelStored(connection: ServiceConnection, { id, account }: StoredResponse): Promise<void> {
  try {
    const response = await connection.fetch(`${account.baseUrl}/responses/${id}/cancel`, {
      method: 'POST',
      headers: { authorization: `Bearer ${account.key}` },
      redirect: 'manual',
      signal: AbortSignal.timeout(CANCEL_MS),
    })
    await response.body?.cancel()
  } catch {
    // It continues to its end. The answer already says that it may have been charged.
  }
}

/** Returns undefined if no complete response arrived. */
async function ask(connection: ServiceConnection, stored: StoredResponse, signal: AbortSignal, mostBytes: number) {
  const { id, account } = stored
  try {
    return await askAboutJob(connection, {
      url: `${account.baseUrl}/responses/${id}`,
      headers: { authorization: `Bearer ${account.key}` },
      signal,
      mostBytes,
    })
  } catch (error) {
    signal.throwIfAborted()
    if (error instanceof FailureError) throw error
    return undefined
  }
}

function isRefusal(status: number): boolean {
  return status >= 400 && status < 500 && status !== 408 && status !== 429
}

/** The response was started: a refused poll doesn't make it free. */
function createLost(status: number, { id }: StoredResponse): FailureError {
  if (status === 404) return new FailureError({ code: 'run-lost', charge: 'unknown', at: Date.now(), requestId: id })
  return new FailureError({ ...createWireFailure({ status, requestId: id }), charge: 'unknown' })
}
