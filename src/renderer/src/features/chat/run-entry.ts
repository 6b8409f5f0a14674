/** What the page knows about one run, as a single state, and all its transitions. Pure. */
import type { Failure } from '@shared/failure'
import { isTerminal, type Run } from '@shared/run'
import { createAnswer, createChat, createQuestion, withFailure, withRun } from './apply-run'
import type { Exchange } from './mapping'

/** A question and its placeholder, shown before main has reported anything about them. */
export interface Asked {
  readonly exchange: Exchange
}

export type RunEntry =
  /** Shown; main hasn't answered. The database has nothing of it, so a refusal leaves nothing behind. */
  | { readonly stage: 'asked'; readonly asked: Asked }
  /** In progress in main, or ended but not yet written. `asked`: what the rows don't contain yet. */
  | { readonly stage: 'known'; readonly run: Run; readonly asked?: Asked | undefined; readonly hasRows: boolean }
  /** Ended and written. The revision stays, so that an older snapshot changes nothing. */
  | { readonly stage: 'recorded'; readonly revision: number }
  /** Ended by the page because main doesn't have it. A later snapshot still takes precedence. */
  | {
      readonly stage: 'lost'
      readonly revision: number
      readonly failure: Failure
      readonly asked?: Asked | undefined
    }

/** The entry after a snapshot; undefined if the snapshot is not new. */
export function hearRun(entry: RunEntry | undefined, run: Run): RunEntry | undefined {
  switch (entry?.stage) {
    case undefined:
      return { stage: 'known', run, hasRows: false }
    case 'asked':
      return { stage: 'known', run, asked: entry.asked, hasRows: false }
    case 'known':
      return run.revision > entry.run.revision ? { ...entry, run } : undefined
    case 'recorded':
      // The same revision is written again: main repeats what wasn't acknowledged.
      return run.revision >= entry.revision ? { stage: 'known', run, hasRows: true } : undefined
    case 'lost':
      return run.revision >= entry.revision ? { stage: 'known', run, asked: entry.asked, hasRows: false } : undefined
  }
}

/** The entry after the page has settled the run as lost. */
export function loseRun(entry: RunEntry | undefined, failure: Failure): RunEntry {
  const asked = entry && 'asked' in entry ? entry.asked : undefined
  return { stage: 'lost', revision: getRevision(entry), failure, ...(asked && { asked }) }
}

/** The entry after this state of it was written. */
export function recordRun(entry: RunEntry | undefined, run: Run, asked: Asked | undefined): RunEntry | undefined {
  if (entry?.stage === 'known') {
    if (entry.run === run && isTerminal(run.state)) return { stage: 'recorded', revision: run.revision }
    return { ...entry, hasRows: true, asked: entry.asked === asked ? undefined : entry.asked }
  }
  return entry?.stage === 'lost' && entry.asked === asked ? { ...entry, asked: undefined } : entry
}

/** Question and answer to show and write; undefined if the rows are complete. */
export function getExchange(entry: RunEntry): Exchange | undefined {
  switch (entry.stage) {
    case 'asked':
      return entry.asked.exchange
    case 'known': {
      const { run, asked } = entry
      if (asked) return { ...asked.exchange, answer: withRun(asked.exchange.answer, run) }
      return { chat: createChat(run), question: createQuestion(run), answer: createAnswer(run) }
    }
    case 'lost': {
      const exchange = entry.asked?.exchange
      return exchange && { ...exchange, answer: withFailure(exchange.answer, entry.failure) }
    }
    case 'recorded':
      return undefined
  }
}

function getRevision(entry: RunEntry | undefined): number {
  switch (entry?.stage) {
    case 'known':
      return entry.run.revision
    case 'recorded':
    case 'lost':
      return entry.revision
    default:
      return -1
  }
}
