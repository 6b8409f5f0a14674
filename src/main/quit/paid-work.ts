import { findModel } from '@shared/catalogue'
import { listImages } from '@shared/answer'
import { isTerminal, type Run } from '@shared/run'

/** Work in progress that costs money, as described by the question before quitting. */
export interface PaidWork {
  /** Images and text answers in progress. */
  readonly images: number
  readonly answers: number
  /** Answers that cost nothing so far and are counting down to a retry. */
  readonly retries: number
}

export function isPaid({ request: { model } }: Run): boolean {
  return findModel(model)?.service !== 'demo'
}

export function isCountingDown({ state }: Run): boolean {
  return state.status === 'failed' && state.failure.again !== undefined
}

/** Returns undefined if no paid work is in progress. */
export function findPaidWork(runs: readonly Run[]): PaidWork | undefined {
  const paid = runs.filter(isPaid)
  const active = paid.filter(({ state }) => !isTerminal(state))
  const work = {
    images: active.reduce((sum, run) => sum + countImages(run), 0),
    answers: active.filter(({ request }) => request.kind === 'text').length,
    retries: paid.filter(isCountingDown).length,
  }
  return work.images + work.answers + work.retries > 0 ? work : undefined
}

/** The results of runs that finished without a window. */
export interface Outcome {
  readonly images: number
  readonly answers: number
  readonly failed: number
}

export function summarize(runs: Iterable<Run>): Outcome {
  const outcome = { images: 0, answers: 0, failed: 0 }
  for (const { state, request } of runs) {
    if (state.status === 'failed') outcome.failed += 1
    if (state.status !== 'done') continue
    if (request.kind === 'text') outcome.answers += 1
    else outcome.images += listImages(state.parts).length
  }
  return outcome
}

function countImages({ request }: Run): number {
  return request.kind === 'image' ? request.options.count : 0
}
