/** Waits for a job of the queue, cancels it after Stop, and reads its result. Nothing here is paid for. */
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

/** A job may not be known everywhere the moment it's submitted, and a server error may be one of reading. */
const MOST_DOUBTS = 3
/** How long a job that was told to stop may take to end. Its result is kept if it comes. */
const CANCEL_GRACE_MS = 5 * 60_000

export interface FollowedJob {
  readonly job: Job
  readonly key: string
  readonly connection: ServiceConnection
  readonly attempt: Attempt
  /** How many images were asked for. */
  readonly count: number
}

/** The result's body, whole. Throws a `FailureError`, or the signal's reason when Easel quits. */
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
    // Work was being done when it was told to stop: whatever it ended with, it may have been charged.
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

  /** Undefined when nothing was understood: the job may go on, and may end. */
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

  /** Undefined when it isn't there yet, or can't be read now. */
  async #readResult(): Promise<Buffer | undefined> {
    const { job, count } = this.#followed
    const answer = await this.#ask(job.responseUrl, { mostBytes: limitAnswerBytes(count) })
    if (!answer) return undefined
    // A page is that of something in between.
    if (answer.status === 200 && /^\s*[^\s<]/.test(answer.text)) return answer.body
    // It isn't done after all.
    if (answer.status === 202) this.#isDone = false
    else this.#judge(answer)
    return undefined
  }

  /** Throws what is final. What may pass is asked again. */
  #judge(answer: JobAnswer): void {
    const { job } = this.#followed
    const { status, text, headers } = answer
    // A server error that fal reports as the result is the job's own; any other is one of asking.
    const isJobs = this.#isDone && isOwnError(text)
    if (status < 400 || status === 408 || status === 429 || (status >= 500 && !isJobs)) {
      return this.#noteSilence(readRetryAfter(headers, Date.now()))
    }
    // The job may not be known everywhere yet, and a server error may be one of asking all the same.
    this.#doubts += 1
    if ((status === 404 || status >= 500) && this.#doubts < MOST_DOUBTS) return
    if (status === 404) throw createFailure('run-lost', job)
    const { failure } = toErrorFailure({ status, text, headers, requestId: job.requestId })
    // The job itself was taken: only what it ended with says that it costs nothing.
    throw new FailureError({ ...failure, charge: status >= 500 ? failure.charge : 'unknown' })
  }

  /** Undefined when no whole answer came. */
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
