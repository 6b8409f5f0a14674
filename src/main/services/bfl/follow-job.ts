/** Polls a job of Black Forest Labs and reads its result. Polling is free, and jobs can't be canceled. */
import { FailureError, type FailureCode } from '@shared/failure'
import { isStoppedByUser, type Attempt } from '../adapter'
import { parseText } from '../decode-answer'
import { isRecord } from '../json'
import { askAboutJob, type JobAnswer } from '../jobs/ask-about-job'
import { JobPace } from '../jobs/job-pace'
import { readRetryAfter } from '../retry-after'
import type { ServiceConnection } from '../watched-call'
import { toErrorFailure, toJobFailure } from './failures'
import type { Job } from './job'

/** A new job may not be known on all servers yet. */
const MOST_DOUBTS = 3
/** How long to keep polling a job after Stop: it's paid for and can't be canceled. Images take seconds. */
const STOP_GRACE_MS = 2 * 60_000
/** Final states without an image. Unknown states don't count as final. */
const FINAL: ReadonlySet<string> = new Set(['Error', 'Failed', 'Request Moderated', 'Content Moderated'])

export interface FollowedJob {
  readonly job: Job
  readonly key: string
  readonly connection: ServiceConnection
  readonly attempt: Attempt
}

/**
 * Returns the response that contains the image's address. Throws a `FailureError`, or the signal's reason when Easel
 * quits.
 */
export async function followJob(followed: FollowedJob): Promise<Buffer> {
  const { attempt, job } = followed
  try {
    return await waitForResult(followed, attempt.signal)
  } catch (error) {
    if (error instanceof FailureError || !isStoppedByUser(attempt)) throw error
  }
  try {
    return await waitForResult(followed, AbortSignal.timeout(STOP_GRACE_MS))
  } catch {
    // However it ended, the job was accepted before Stop.
    throw createFailure('call-stopped', job)
  }
}

async function waitForResult({ job, key, connection }: FollowedJob, signal: AbortSignal): Promise<Buffer> {
  const pace = new JobPace(connection)
  let doubts = 0
  for (;;) {
    const answer = await ask({ job, key, connection, signal })
    const json = answer && answer.status < 300 ? parseText(answer.text)?.json : undefined
    const status = isRecord(json) && typeof json['status'] === 'string' ? json['status'] : undefined
    const isUnknown = status === 'Task not found' || answer?.status === 404
    if (isUnknown) doubts += 1
    if (isRecord(json) && status !== undefined && !isUnknown) {
      if (status === 'Ready') return answer!.body
      if (FINAL.has(status)) throw toJobFailure(status, json, job.id)
      pace.hearAnswer()
      doubts = 0
    } else if (!isUnknown) {
      if (answer) throwIfFinal(answer, job)
      pace.noteSilence(answer && readRetryAfter(answer.headers, Date.now()))
    } else if (doubts >= MOST_DOUBTS) throw toJobFailure('Task not found', {}, job.id)
    if (pace.isGivenUp) throw createFailure('connection-lost', job)
    await pace.pause(signal)
  }
}

/** Returns undefined if no complete response arrived. */
async function ask({
  job,
  key,
  connection,
  signal,
}: Omit<FollowedJob, 'attempt'> & { readonly signal: AbortSignal }): Promise<JobAnswer | undefined> {
  try {
    return await askAboutJob(connection, { url: job.pollingUrl, headers: { 'x-key': key }, signal })
  } catch (error) {
    signal.throwIfAborted()
    if (error instanceof FailureError) throw error
    return undefined
  }
}

/**
 * Ignores server errors, rate limits and web pages, which say nothing about the job. Throws if the service refused the
 * request.
 */
function throwIfFinal({ status, headers, text }: JobAnswer, { id }: Job): void {
  if (status < 400 || status === 408 || status === 429 || status >= 500 || /^\s*</.test(text)) return
  // The job itself was accepted: a refused poll doesn't make it free.
  const { failure } = toErrorFailure({ status, headers, text })
  throw new FailureError({ ...failure, charge: 'unknown', requestId: id })
}

function createFailure(code: FailureCode, { id }: Job): FailureError {
  return new FailureError({ code, charge: 'unknown', at: Date.now(), requestId: id })
}
