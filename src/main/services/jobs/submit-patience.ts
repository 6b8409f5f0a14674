import { isStoppedByUser, type Attempt } from '../adapter'

/** How long to wait for the response to a submission after Stop: without the job's id it can't be canceled or found. */
const SUBMIT_GRACE_MS = 10_000

/**
 * Delays Stop: a submission is aborted at once if nothing has left, otherwise only after a moment for the job's id to
 * arrive.
 */
export class SubmitPatience implements Pick<Attempt, 'signal' | 'mayHaveLeft'> {
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
