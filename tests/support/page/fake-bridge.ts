import type { Bridge, EventName, Events, Input, Output, Reply, RequestName } from '@shared/contract'
import { FailureError, type Failure } from '@shared/failure'
import type { Run } from '@shared/run'

type Answers = { [R in RequestName]?: (input: Input<R>) => Output<R> | Promise<Output<R>> }
type Listeners = { [E in EventName]: Set<(event: Events[E]) => void> }

export interface RecordedRequest {
  readonly name: RequestName
  readonly input: unknown
}

/**
 * Stands in for main: records requests and sends configured replies. By default a run that is started is queued at
 * revision 1, no other run exists, and every command succeeds.
 */
export class FakeBridge implements Bridge {
  readonly requests: RecordedRequest[] = []
  readonly #answers: Answers = {
    'runs.start': (draft): Run => ({ ...draft, revision: 1, createdAt: 1_000, state: { status: 'queued' } }),
    'runs.startTogether': (drafts): readonly Run[] =>
      drafts.map((draft) => ({ ...draft, revision: 1, createdAt: 1_000, state: { status: 'queued' } })),
    'runs.list': () => [],
    'batches.list': () => [],
    'runs.read': () => null,
  }
  readonly #listeners: Listeners = {
    'page.dismissed': new Set(),
    'run.changed': new Set(),
    'batch.changed': new Set(),
    'run.streamed': new Set(),
    'settings.changed': new Set(),
    'budget.changed': new Set(),
    'storage.verified': new Set(),
    'handOff.progressed': new Set(),
    'library.progress': new Set(),
    'command.chosen': new Set(),
    'answer.called': new Set(),
    'question.asked': new Set(),
    'quickAsk.shown': new Set(),
  }

  async request<R extends RequestName>(name: R, input: Input<R>): Promise<Reply<Output<R>>> {
    this.requests.push({ name, input: structuredClone(input) })
    try {
      const answer = this.#answers[name] as ((input: Input<R>) => Output<R> | Promise<Output<R>>) | undefined
      return { ok: true, value: structuredClone(await answer?.(input)) as Output<R> }
    } catch (error) {
      if (error instanceof FailureError) return { ok: false, failure: error.failure }
      throw error
    }
  }

  openLibrary(): Promise<Reply<Output<'library.open'>>> {
    return this.request('library.open', undefined)
  }

  on<E extends EventName>(name: E, listener: (event: Events[E]) => void): () => void {
    this.#listeners[name].add(listener)
    return () => this.#listeners[name].delete(listener)
  }

  answer<R extends RequestName>(name: R, answer: (input: Input<R>) => Output<R> | Promise<Output<R>>): void {
    Object.assign(this.#answers, { [name]: answer })
  }

  refuse(name: RequestName, failure: Failure): void {
    this.answer(name, () => Promise.reject(new FailureError(failure)))
  }

  emit<E extends EventName>(name: E, event: Events[E]): void {
    for (const listener of this.#listeners[name]) listener(structuredClone(event))
  }

  /** The inputs of all requests of this name, oldest first. */
  listInputs<R extends RequestName>(name: R): readonly Input<R>[] {
    return this.requests.filter((request) => request.name === name).map((request) => request.input as Input<R>)
  }
}
