/** An adapter's output for one answer, read to its end. */
import { createHash } from 'node:crypto'
import { FailureError, type Failure } from '@shared/failure'
import type { AnswerEvent } from '../../../src/main/services/adapter'
import type { NetworkAttempt } from './network-attempt'

export interface Outcome {
  readonly events: readonly AnswerEvent[]
  readonly failure?: Failure
  readonly attempt: NetworkAttempt
}

/** Never rejects: a failure is part of the outcome. */
export async function collect(source: AsyncIterable<AnswerEvent>, attempt: NetworkAttempt): Promise<Outcome> {
  const events: AnswerEvent[] = []
  try {
    for await (const event of source) events.push(event)
  } catch (error) {
    const failure =
      error instanceof FailureError
        ? error.failure
        : ({ code: 'internal-error', charge: attempt.hasLeft ? 'unknown' : 'none', at: 0 } as const)
    return { events, failure, attempt }
  }
  return { events, attempt }
}

export function joinTexts(events: readonly AnswerEvent[], type: 'text' | 'reasoning'): string {
  return events.map((event) => (event.type === type ? event.text : '')).join('')
}

/** Texts as they are, images by their hash. */
export function describeAnswer(events: readonly AnswerEvent[]): readonly string[] {
  const text = joinTexts(events, 'text')
  const images = events.flatMap((event) =>
    event.type === 'image' ? [createHash('sha256').update(event.bytes).digest('hex')] : [],
  )
  return text === '' ? images : [text, ...images]
}
