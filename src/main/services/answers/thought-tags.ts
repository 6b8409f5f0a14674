/**
 * Separates thoughts from text if a server sends both as text: `<think>…</think>` before the answer, from models on
 * servers that don't know these tags.
 */

export interface Said {
  readonly type: 'text' | 'reasoning'
  readonly text: string
}

const OPENING = /^\s*<(think|thinking|thought)>/
const MAY_OPEN = /^\s*(?:<(?:t(?:h(?:i(?:n(?:k(?:i(?:n(?:g)?)?)?)?)?|o(?:u(?:g(?:h(?:t)?)?)?)?)?)?)?)?$/

/** Reads one answer, piece by piece. */
export class ThoughtTags {
  #state: 'start' | 'thought' | 'gap' | 'words' = 'start'
  #closing = ''
  /** Text that can't be classified yet because it may start a tag. */
  #held = '';

  /** Yields what can be classified now. */
  *read(piece: string): Generator<Said> {
    this.#held += piece
    if (this.#state === 'start') this.#open()
    if (this.#state === 'thought') yield* this.#think()
    if (this.#state === 'gap' && this.#held.trimStart() !== '') {
      this.#held = this.#held.trimStart()
      this.#state = 'words'
    }
    if (this.#state === 'words') yield* this.#take('text', this.#held.length)
  }

  /** Yields the rest once the answer has ended. */
  *end(): Generator<Said> {
    yield* this.#take(this.#state === 'thought' ? 'reasoning' : 'text', this.#held.length)
  }

  #open(): void {
    const opening = OPENING.exec(this.#held)
    if (opening) {
      this.#state = 'thought'
      this.#closing = `</${opening[1]}>`
      this.#held = this.#held.slice(opening[0].length)
    } else if (!MAY_OPEN.test(this.#held)) this.#state = 'words'
  }

  *#think(): Generator<Said> {
    const end = this.#held.indexOf(this.#closing)
    if (end < 0) return yield* this.#take('reasoning', this.#held.length - countBegun(this.#held, this.#closing))
    yield* this.#take('reasoning', end)
    this.#held = this.#held.slice(this.#closing.length)
    this.#state = 'gap'
  }

  *#take(type: Said['type'], length: number): Generator<Said> {
    if (length > 0) yield { type, text: this.#held.slice(0, length) }
    this.#held = this.#held.slice(length)
  }
}

/** Returns how many characters at the end may start `tag`. */
function countBegun(text: string, tag: string): number {
  for (let length = Math.min(tag.length - 1, text.length); length > 0; length -= 1) {
    if (text.endsWith(tag.slice(0, length))) return length
  }
  return 0
}
