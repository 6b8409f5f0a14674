import type { AnswerEvent } from '../adapter'

/**
 * Remembers which events of an answer were passed on, so that only the rest is passed on when it's read again as a
 * whole.
 */
export class KnownEvents {
  readonly #said = { text: '', reasoning: '' }
  readonly #images = new Set<number>()

  /** Passes events on and remembers them. */
  async *follow(events: AsyncIterable<AnswerEvent>): AsyncGenerator<AnswerEvent> {
    for await (const event of events) {
      if (event.type === 'text' || event.type === 'reasoning') this.#said[event.type] += event.text
      if (event.type === 'image' || event.type === 'unreadable-image') this.#images.add(event.index)
      yield event
    }
  }

  /** Passes on only what isn't known yet. Call it once. */
  async *skip(events: AsyncIterable<AnswerEvent>): AsyncGenerator<AnswerEvent> {
    const known = { ...this.#said }
    for await (const event of events) {
      if (event.type === 'text' || event.type === 'reasoning') {
        const { type, text } = event
        const same = countSame(known[type], text)
        known[type] = known[type].slice(same)
        if (same < text.length) yield { type, text: text.slice(same) }
      } else if (!((event.type === 'image' || event.type === 'unreadable-image') && this.#images.has(event.index))) {
        yield event
      }
    }
  }
}

function countSame(known: string, text: string): number {
  const most = Math.min(known.length, text.length)
  let same = 0
  while (same < most && known[same] === text[same]) same += 1
  return same
}
