/** An attempt that fails as soon as a provider behaves as if it went over the network. */
import type { Attempt } from '../../../src/main/services/adapter'

export function anAttempt(signal: AbortSignal = new AbortController().signal): Attempt {
  const refuse = (what: string) => () => {
    throw new Error(`a local provider must not call ${what}`)
  }
  return {
    signal,
    willSend: refuse('willSend'),
    mayHaveLeft: refuse('mayHaveLeft'),
    hasAnswered: refuse('hasAnswered'),
    keep: refuse('keep'),
    hasHandle: refuse('hasHandle'),
    isQueuedBehind: refuse('isQueuedBehind'),
    readInput: refuse('readInput'),
  }
}
