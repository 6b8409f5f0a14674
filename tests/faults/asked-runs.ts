/** What the user requested, and what the oracle must know about it: retries, request ids, interrupted runs. */
import type { RunId } from '@shared/ids'
import { readPrompt } from '@shared/request'
import type { Run, RunDraft } from '@shared/run'

export class AskedRuns {
  readonly #drafts = new Map<RunId, RunDraft>()
  readonly #repetitions = new Map<RunId, Set<number>>()
  readonly #requestIds = new Map<RunId, Set<string>>()
  readonly #disturbed = new Set<RunId>()

  add(draft: RunDraft): void {
    this.#drafts.set(draft.id, draft)
  }

  /** It was refused before anything was recorded: nothing may ever be sent for it. */
  remove(id: RunId): void {
    this.#drafts.delete(id)
  }

  /** Marks a run that was stopped, or whose core died before it ended. */
  disturb(id: RunId): void {
    this.#disturbed.add(id)
  }

  hear({ id, requestId, state }: Run): void {
    const again = state.status === 'failed' ? state.failure.again : undefined
    if (again) this.#repetitions.set(id, (this.#repetitions.get(id) ?? new Set()).add(again.attempt))
    if (requestId) this.#requestIds.set(id, (this.#requestIds.get(id) ?? new Set()).add(requestId))
  }

  ids(): readonly RunId[] {
    return [...this.#drafts.keys()]
  }

  drafts(): readonly RunDraft[] {
    return [...this.#drafts.values()]
  }

  /** The same question may have been asked more than once. */
  withPrompt(prompt: string): readonly RunDraft[] {
    return this.drafts().filter(({ request }) => {
      const parts = request.kind === 'image' ? request.parts : (request.turns.at(-1)?.parts ?? [])
      return readPrompt(parts) === prompt
    })
  }

  /** One request per run, plus one per announced retry. */
  allowedRequests(prompt: string): number {
    return this.withPrompt(prompt).reduce((sum, { id }) => sum + 1 + (this.#repetitions.get(id)?.size ?? 0), 0)
  }

  /** Whether the run with this answer was disturbed. If no run has its request id, whether it may have been. */
  isDisturbed(prompt: string, requestId: string): boolean {
    const runs = this.withPrompt(prompt)
    const owner = runs.find(({ id }) => this.#requestIds.get(id)?.has(requestId))
    return (owner ? [owner] : runs).some(({ id }) => this.#disturbed.has(id))
  }

  clear(): void {
    this.#drafts.clear()
  }
}
