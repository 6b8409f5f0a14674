/**
 * Decides whether Easel may quit. If paid work is in progress, the user is asked first; if they choose to finish in the
 * background, Easel quits once everything is settled. Dialogs, windows and notifications are in `window/`. Never delays
 * a system shutdown.
 */
import { isTerminal, type Run } from '@shared/run'
import type { RunId } from '@shared/ids'
import { findPaidWork, isCountingDown, isPaid, summarize, type Outcome, type PaidWork } from './paid-work'

export type QuitAnswer = 'keep-working' | 'finish' | 'quit-now'

export interface QuitGuardParts {
  readonly runs: () => readonly Run[]
  /** Resolves when no answer is in progress. */
  readonly whenIdle: () => Promise<void>
  /** Resolves when no upload is in progress. Waiting ones are resumed at the next start. */
  readonly whenUploaded: () => Promise<void>
  readonly ask: (work: PaidWork) => Promise<QuitAnswer>
  readonly closeWindows: () => void
  /** Announces the results. Resolves when the system has shown them or won't. */
  readonly announce: (outcome: Outcome) => Promise<void>
  readonly quit: () => void
  readonly report: (what: string, error: unknown) => void
}

type State =
  | { readonly kind: 'open' }
  | { readonly kind: 'asking' }
  /** Running without windows until `followed` are settled. */
  | { readonly kind: 'finishing'; readonly followed: Map<RunId, Run> }
  | { readonly kind: 'leaving' }

export class QuitGuard {
  readonly #parts: QuitGuardParts
  #state: State = { kind: 'open' }
  #onChange = (): void => {}

  constructor(parts: QuitGuardParts) {
    this.#parts = parts
  }

  /** Whether Easel continues without a window until its work is done. */
  get isFinishing(): boolean {
    return this.#state.kind === 'finishing'
  }

  /** Call it before the last window closes. */
  mayClose(): boolean {
    return this.#state.kind === 'finishing' || this.mayQuit()
  }

  /** Call it before the app quits. If it must not quit yet, the user is asked. */
  mayQuit(): boolean {
    if (this.#state.kind === 'leaving') return true
    if (this.#state.kind === 'asking') return false
    const work = findPaidWork(this.#parts.runs())
    if (!work) return true
    void this.#ask(work)
    return false
  }

  /** Quits at once, whatever is in progress, because the system shuts down or the process gets a signal. */
  leave(): void {
    this.#state = { kind: 'leaving' }
    this.#parts.quit()
  }

  /** Called when no window is open anymore: the app quits once its work is done. */
  windowsClosed(): void {
    if (this.#state.kind !== 'open') return
    if (findPaidWork(this.#parts.runs())) void this.#finish()
    else void this.#quitWhenIdle()
  }

  /** Called when a window is opened again: the app keeps running. */
  windowOpened(): void {
    if (this.#state.kind === 'finishing') this.#state = { kind: 'open' }
  }

  runChanged(run: Run): void {
    if (this.#state.kind === 'finishing' && isPaid(run)) this.#state.followed.set(run.id, run)
    this.#onChange()
  }

  async #ask(work: PaidWork): Promise<void> {
    this.#state = { kind: 'asking' }
    const answer = await this.#parts.ask(work).catch((error: unknown): QuitAnswer => {
      this.#parts.report('the quit question could not be shown', error)
      return 'keep-working'
    })
    // A signal arrived meanwhile.
    if (this.#state.kind !== 'asking') return
    this.#state = { kind: 'open' }
    if (answer === 'quit-now') this.leave()
    else if (answer === 'finish') await this.#finish()
  }

  async #finish(): Promise<void> {
    const unfinished = this.#parts
      .runs()
      .filter((run) => isPaid(run) && (!isTerminal(run.state) || isCountingDown(run)))
    const followed = new Map(unfinished.map((run) => [run.id, run]))
    const state: State = { kind: 'finishing', followed }
    this.#state = state
    this.#parts.closeWindows()
    await this.#whenSettled()
    await this.#parts.whenUploaded()
    if (this.#state !== state) return
    await this.#parts
      .announce(summarize(followed.values()))
      .catch((error: unknown) => this.#parts.report('the end of the work could not be announced', error))
    if (this.#state === state) this.leave()
  }

  /** Nothing is paid for, but a demo answer may be in progress, or an answer being read again. */
  async #quitWhenIdle(): Promise<void> {
    const state: State = { kind: 'finishing', followed: new Map() }
    this.#state = state
    await this.#parts.whenIdle()
    if (this.#state === state) this.leave()
  }

  /** Also waits for retries that are counting down. */
  async #whenSettled(): Promise<void> {
    await this.#parts.whenIdle()
    while (this.#parts.runs().some(isCountingDown)) {
      await new Promise<void>((resolve) => (this.#onChange = resolve))
      await this.#parts.whenIdle()
    }
  }
}
