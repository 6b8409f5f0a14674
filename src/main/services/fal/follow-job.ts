/** Polls a queued job, cancels it after Stop, and reads its result. None of this is charged. */
import { FailureError, type FailureCode } from '@shared/failure'
import { isStoppedByUser, type Attempt } from '../adapter'
import { limitAnswerBytes } from '../answer-body'
import { parseText } from '../decode-answer'
import type { JobAnswer } from '../jobs/ask-about-job'
import { JobPace } from '../jobs/job-pace'
import { isRecord } from '../json'
import { readRetryAfter } from '../retry-after'
import type { ServiceConnection } from '../watched-call'
import { ask } from './client'
import { isOwnError, toErrorFailure } from './failures'
import type { Job } from './job'

/** A new job may not be known on all servers yet, and a server error may be about the poll. */
const MOST_DOUBTS = 3
/** How long a canceled job may take to end. If it has a result, it's kept. */
const CANCEL_GRACE_MS = 5 * 60_000

export interface FollowedJob {
  readonly job: Job
  readonly key: string
  readonly connection: ServiceConnection
  readonly attempt: Attempt
  /** How many images were requested. */
  readonly count: number
}

/** Returns the result's body. Throws a `FailureError`, or the signal's reason when Easel quits. */
export async function followJob(followed: FollowedJob): Promise<Buffer> {
  const { attempt, job } = followed
  try {
    return await new JobFollower(followed, attempt.signal).waitForResult()
  } catch (error) {
    if (error instanceof FailureError || !isStoppedByUser(attempt)) throw error
  }
  const follower = new JobFollower(followed, AbortSignal.timeout(CANCEL_GRACE_MS))
  const outcome = await follower.cancel().catch(() => undefined)
  if (outcome === 'OK') throw createFailure('call-stopped', job, 'none')
  try {
    if (outcome !== 'NOT_FOUND') return await follower.waitForResult()
  } catch {
    // Work was in progress when it was canceled. However it ended, it may have been charged.
  }
  throw createFailure('call-stopped', job)
}

type CancelOutcome = 'OK' | 'CANCELLATION_REQUESTED' | 'ALREADY_COMPLETED' | 'NOT_FOUND'

class JobFollower {
  readonly #followed: FollowedJob
  readonly #signal: AbortSignal
  readonly #pace: JobPace
  #doubts = 0
  #isDone = false

  constructor(followed: FollowedJob, signal: AbortSignal) {
    this.#followed = followed
    this.#signal = signal
    this.#pace = new JobPace(followed.connection)
  }

  async waitForResult(): Promise<Buffer> {
    for (;;) {
      this.#isDone ||= await this.#isCompleted()
      const result = this.#isDone ? await this.#readResult() : undefined
      if (result) return result
      await this.#pace.pause(this.#signal)
    }
  }

  /** Returns undefined if the response couldn't be read: the job may continue or end. */
  async cancel(): Promise<CancelOutcome | undefined> {
    const answer = await this.#ask(this.#followed.job.cancelUrl, { method: 'PUT' })
    const json = answer && parseText(answer.text)?.json
    const status = isRecord(json) ? json['status'] : undefined
    switch (status) {
      case 'OK':
      case 'CANCELLATION_REQUESTED':
      case 'ALREADY_COMPLETED':
      case 'NOT_FOUND':
        return status
      default:
        return answer?.status === 404 ? 'NOT_FOUND' : undefined
    }
  }

  async #isCompleted(): Promise<boolean> {
    const { attempt, job } = this.#followed
    const answer = await this.#ask(job.statusUrl)
    if (!answer) return false
    const json = answer.status < 300 ? parseText(answer.text)?.json : undefined
    const { status, queue_position: position } = isRecord(json) ? json : {}
    if (status !== 'IN_QUEUE' && status !== 'IN_PROGRESS' && status !== 'COMPLETED') {
      this.#judge(answer)
      return false
    }
    this.#hearAnswer()
    if (status === 'IN_QUEUE' && typeof position === 'number' && position >= 0)
      attempt.isQueuedBehind(Math.floor(position))
    if (status !== 'IN_QUEUE') attempt.isQueuedBehind(0)
    return status === 'COMPLETED'
  }

  /** Returns undefined if there is no result yet, or it can't be read now. */
  async #readResult(): Promise<Buffer | undefined> {
    const { job, count } = this.#followed
    const answer = await this.#ask(job.responseUrl, { mostBytes: limitAnswerBytes(count) })
    if (!answer) return undefined
    // A web page comes from something in between.
    if (answer.status === 200 && /^\s*[^\s<]/.test(answer.text)) return answer.body
    // The job isn't done after all.
    if (answer.status === 202) this.#isDone = false
    else this.#judge(answer)
    return undefined
  }

  /** Throws if the response is final. Temporary problems are polled again. */
  #judge(answer: JobAnswer): void {
    const { job } = this.#followed
    const { status, text, headers } = answer
    // A server error that fal reports as the result is the job's own. Any other is about the request.
    const isJobs = this.#isDone && isOwnError(text)
    if (status < 400 || status === 408 || status === 429 || (status >= 500 && !isJobs)) {
      return this.#noteSilence(readRetryAfter(headers, Date.now()))
    }
    // The job may not be known on all servers yet, and a server error may still be about the request.
    this.#doubts += 1
    if ((status === 404 || status >= 500) && this.#doubts < MOST_DOUBTS) return
    if (status === 404) throw createFailure('run-lost', job)
    const { failure } = toErrorFailure({ status, text, headers, requestId: job.requestId })
    // The job itself was accepted. Only its own end can make it free.
    throw new FailureError({ ...failure, charge: status >= 500 ? failure.charge : 'unknown' })
  }

  /** Returns undefined if no complete response arrived. */
  async #ask(
    url: string,
    how: { readonly method?: 'PUT'; readonly mostBytes?: number } = {},
  ): Promise<JobAnswer | undefined> {
    const { connection, key } = this.#followed
    try {
      return await ask(connection, key, { url, signal: this.#signal, ...how })
    } catch (error) {
      this.#signal.throwIfAborted()
      if (error instanceof FailureError) throw error
      this.#noteSilence()
      return undefined
    }
  }

  #hearAnswer(): void {
    this.#pace.hearAnswer()
    this.#doubts = 0
  }

  #noteSilence(atLeastMs?: number): void {
    this.#pace.noteSilence(atLeastMs)
    if (this.#pace.isGivenUp) throw createFailure('connection-lost', this.#followed.job)
  }
}

function createFailure(code: FailureCode, { requestId }: Job, charge: 'none' | 'unknown' = 'unknown'): FailureError {
  return new FailureError({ code, charge, at: Date.now(), requestId })
}
