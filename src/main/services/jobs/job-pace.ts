/** Decides when to poll a job again, and how long its service may be silent. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Network } from '../network'

/** Small images take a second or two, so start fast. A long queue needn't be polled all the time. */
const FIRST_WAIT_MS = 500
const LONGEST_WAIT_MS = 5_000
const GROWTH = 1.25
/** The longest wait without responses: the network may be down for hours. */
const LONGEST_SILENCE_WAIT_MS = 30_000
/** Services keep results for a day at most. */
const MOST_SILENCE_MS = 24 * 60 * 60_000

export class JobPace {
  readonly #pause: NonNullable<Network['pause']>
  #wait = FIRST_WAIT_MS
  #silenceMs = 0

  constructor({ pause = waitFor }: Pick<Network, 'pause'>) {
    this.#pause = pause
  }

  /** Whether the service has been silent for so long that polling should stop. */
  get isGivenUp(): boolean {
    return this.#silenceMs > MOST_SILENCE_MS
  }

  hearAnswer(): void {
    if (this.#silenceMs > 0) this.#wait = FIRST_WAIT_MS
    this.#silenceMs = 0
  }

  /** Notes that no response came, or none about the job. `atLeastMs`: how long the service asks to wait. */
  noteSilence(atLeastMs = 0): void {
    this.#wait = Math.max(this.#wait, atLeastMs)
    this.#silenceMs += this.#wait
  }

  /** Waits until the next poll. Rejects with the signal's reason when it's aborted. */
  async pause(signal: AbortSignal): Promise<void> {
    await this.#pause(this.#wait, signal)
    signal.throwIfAborted()
    this.#wait = Math.min(this.#wait * GROWTH, this.#silenceMs > 0 ? LONGEST_SILENCE_WAIT_MS : LONGEST_WAIT_MS)
  }
}

async function waitFor(ms: number, signal: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal })
}
