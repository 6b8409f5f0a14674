/**
 * Decides whether Easel may quit. While something is being paid for the user is asked first; when they choose to finish
 * in the background, Easel ends itself once everything is settled. It leaves dialogs, windows and notifications to
 * `window/`, and never holds up a system that shuts down.
 */
import { isTerminal, type Run } from '@shared/run'
import type { RunId } from '@shared/ids'
import { findPaidWork, isCountingDown, isPaid, summarize, type Outcome, type PaidWork } from './paid-work'

export type QuitAnswer = 'keep-working' | 'finish' | 'quit-now'

export interface QuitGuardParts {
  readonly runs: () => readonly Run[]
  /** Resolves when no answer is being made. */
  readonly whenIdle: () => Promise<void>
  /** Resolves when no upload is under way; those that must wait are taken up at the next start. */
  readonly whenUploaded: () => Promise<void>
  readonly ask: (work: PaidWork) => Promise<QuitAnswer>
  readonly closeWindows: () => void
  /** Shows what came of it. Resolves when the system has taken it, or will not. */
  readonly announce: (outcome: Outcome) => Promise<void>
  readonly quit: () => void
  readonly report: (what: string, error: unknown) => void
}

type State =
  | { readonly kind: 'open' }
  | { readonly kind: 'asking' }
  /** Without windows, until `followed` are settled. */
  | { readonly kind: 'finishing'; readonly followed: Map<RunId, Run> }
  | { readonly kind: 'leaving' }

export class QuitGuard {
  readonly #parts: QuitGuardParts
  #state: State = { kind: 'open' }
  #onChange = (): void => {}

  constructor(parts: QuitGuardParts) {
    this.#parts = parts
  }

  /** Whether Easel goes on without a window until its work is done. */
  get isFinishing(): boolean {
    return this.#state.kind === 'finishing'
  }

  /** To be asked before the last window closes. */
  mayClose(): boolean {
    return this.#state.kind === 'finishing' || this.mayQuit()
  }

  /** To be asked before the app quits. When it must not yet, the user is asked. */
  mayQuit(): boolean {
    if (this.#state.kind === 'leaving') return true
    if (this.#state.kind === 'asking') return false
    const work = findPaidWork(this.#parts.runs())
    if (!work) return true
    void this.#ask(work)
    return false
  }

  /** The system shuts down, or somebody ends the process by a signal: at once, whatever is going on. */
  leave(): void {
    this.#state = { kind: 'leaving' }
    this.#parts.quit()
  }

  /** No window is open any more: the app ends once what it was doing is done. */
  windowsClosed(): void {
    if (this.#state.kind !== 'open') return
    if (findPaidWork(this.#parts.runs())) void this.#finish()
    else void this.#quitWhenIdle()
  }

  /** A window is opened again: the app stays. */
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
    // A signal came in the meantime.
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

  /** Nothing is paid for, but a demo answer or one that is read again may be on its way. */
  async #quitWhenIdle(): Promise<void> {
    const state: State = { kind: 'finishing', followed: new Map() }
    this.#state = state
    await this.#parts.whenIdle()
    if (this.#state === state) this.leave()
  }

  /** Retries that count down included. */
  async #whenSettled(): Promise<void> {
    await this.#parts.whenIdle()
    while (this.#parts.runs().some(isCountingDown)) {
      await new Promise<void>((resolve) => (this.#onChange = resolve))
      await this.#parts.whenIdle()
    }
  }
}
