/**
 * Paid calls without a message. They're runs in separate folders, invisible to the page. So the same code checks the
 * caps, makes the record durable before the first byte leaves, stores the answer's bytes and enters the cost in the
 * ledger, even after a kill.
 */
import { readText } from '@shared/answer'
import { FailureError } from '@shared/failure'
import type { HelperDraft, HelperOutcome } from '@shared/helper-call'
import type { ChatId, MessageId, RunId } from '@shared/ids'
import { readPrompt } from '@shared/request'
import { isTerminal, type Run, type RunDraft } from '@shared/run'
import type { RunService } from '../runs/run-service'

export interface HelperCallsParts {
  readonly runs: Pick<
    RunService,
    | 'start'
    | 'cancel'
    | 'read'
    | 'list'
    | 'whenEnded'
    | 'whenIdle'
    | 'acknowledge'
    | 'settleAll'
    | 'abortAll'
    | 'dropping'
  >
  readonly now: () => number
  readonly report: (what: string, error: unknown) => void
}

export class HelperCalls {
  readonly #parts: HelperCallsParts
  readonly #going = new Map<RunId, Promise<HelperOutcome>>()
  readonly #stops = new Map<RunId, () => void>()

  constructor(parts: HelperCallsParts) {
    this.#parts = parts
  }

  /**
   * Makes one call and resolves with its result, once that is in the ledger. Rejects with a `FailureError` with charge
   * `none` if it can't start: a cap is reached, a key is missing, the text is too long.
   */
  ask(draft: HelperDraft): Promise<HelperOutcome> {
    const going = this.#going.get(draft.id)
    if (going) return going
    const call = this.#make(draft).finally(() => this.#going.delete(draft.id))
    this.#going.set(draft.id, call)
    return call
  }

  async #make(draft: HelperDraft): Promise<HelperOutcome> {
    const { runs } = this.#parts
    await runs.start(createRunDraft(draft))
    const stopped = new Promise<void>((resolve) => this.#stops.set(draft.id, resolve))
    await Promise.race([runs.whenEnded(draft.id), stopped])
    this.#stops.delete(draft.id)
    const run = runs.read(draft.id)
    if (!run || !isTerminal(run.state)) {
      throw new FailureError({ code: 'internal-error', charge: 'unknown', at: this.#parts.now() })
    }
    await this.#forget(run)
    return describeEnd(run)
  }

  /** Settles a call within half a second, like Stop for an answer. Ignores unknown and finished calls. */
  async cancel(id: RunId): Promise<void> {
    await this.#parts.runs.cancel(id)
    this.#stops.get(id)?.()
  }

  list(): readonly Run[] {
    return this.#parts.runs.list()
  }

  whenIdle(): Promise<void> {
    return this.#parts.runs.whenIdle()
  }

  /** Whether all calls have ended, with their costs in the ledger. */
  areEntered(): Promise<boolean> {
    return this.#parts.runs.dropping.canDrop(this.list().map(({ id }) => id))
  }

  /** Aborts all calls when the app quits. The next start settles them. */
  stop(): void {
    this.#parts.runs.abortAll()
  }

  /**
   * Enters the costs of an earlier session's calls in the ledger. Their texts aren't needed anymore. Call it once, at
   * start.
   */
  async settle(): Promise<void> {
    await this.#parts.runs.settleAll()
    for (const run of this.list()) if (isTerminal(run.state)) await this.#forget(run)
  }

  /** Forgets a call. If the ledger couldn't be written, the record stays; otherwise nothing needs it. */
  async #forget({ id, revision }: Run): Promise<void> {
    await this.#parts.runs
      .acknowledge(id, revision)
      .catch((error: unknown) => this.#parts.report('the record of a helper call could not be removed', error))
  }
}

function createRunDraft({ id, purpose, chatId, projectId, request, confirmedCost }: HelperDraft): RunDraft {
  const question = request.turns.at(-1)?.parts ?? []
  return {
    id,
    // Every run needs a place. This one is never read.
    place: {
      chatId: chatId ?? (id as string as ChatId),
      chatTitle: '',
      ...(projectId && { projectId }),
      question: { id: id as string as MessageId, parentId: null, text: readPrompt(question) },
    },
    helper: { purpose, ...(chatId && { chatId }) },
    request,
    ...(confirmedCost !== undefined && { confirmedCost }),
  }
}

function describeEnd({ state }: Run): HelperOutcome {
  switch (state.status) {
    case 'done':
      return {
        status: 'done',
        text: readText(state.parts),
        bill: state.bill,
        ...(state.shortfall && { shortfall: state.shortfall }),
      }
    case 'failed':
      return { status: 'failed', failure: state.failure }
    case 'cancelled':
      return { status: 'cancelled', charge: state.charge }
    default:
      throw new Error('a call that goes on has no end')
  }
}
