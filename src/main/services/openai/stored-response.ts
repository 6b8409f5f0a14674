/**
 * A response that the service keeps, and goes on with by itself (`background` and `store`). Asking for it and canceling it
 * cost nothing. None of it was tried with the real service by the makers of Easel: it's offered as an experiment.
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

/** Ids are parts of addresses. */
const ID = /^[\w-]{1,200}$/
/** A response may not be known everywhere the moment it's created. */
const MOST_DOUBTS = 3
const CANCEL_MS = 10_000

export interface StoredResponse {
  readonly id: string
  readonly account: KeyedAccount
}

/** The response that this answer, or the first event of it, names. */
export function readStored(json: unknown, account: KeyedAccount): StoredResponse | undefined {
  const id = isRecord(json) ? json['id'] : undefined
  return typeof id === 'string' && ID.test(id) ? { id, account } : undefined
}

export function toHandle({ id, account }: StoredResponse): JobHandle {
  return { responseId: id, server: account.baseUrl }
}

/** Undefined when the connection goes elsewhere meanwhile: another server doesn't know it, and gets no question. */
export function findStored({ responseId, server }: JobHandle, account: KeyedAccount): StoredResponse | undefined {
  return server === account.baseUrl ? readStored({ id: responseId }, account) : undefined
}

/** The whole response, once it has ended. Throws a `FailureError`, or the signal's reason. */
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

/** Ends it at the service. Never rejects: what it has cost by then isn't known either way. */
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
    // It goes on to its end; the answer says already that it may have been charged.
  }
}

/** Undefined when no whole answer came. */
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

/** The response was begun: a refused question doesn't make it free. */
function createLost(status: number, { id }: StoredResponse): FailureError {
  if (status === 404) return new FailureError({ code: 'run-lost', charge: 'unknown', at: Date.now(), requestId: id })
  return new FailureError({ ...createWireFailure({ status, requestId: id }), charge: 'unknown' })
}
