import type { Events } from '@shared/contract'
import type { RunId } from '@shared/ids'

/** About two frames: fast enough to read along, with one message instead of a dozen. */
const FLUSH_MS = 32

/** The text of a running answer. It grows, and is sent to the page in small batches with their offset. */
export class TextStream {
  readonly #id: RunId
  readonly #emit: (event: Events['run.streamed']) => void
  #text = ''
  #sent = 0
  #timer: NodeJS.Timeout | undefined

  constructor(id: RunId, emit: (event: Events['run.streamed']) => void) {
    this.#id = id
    this.#emit = emit
  }

  get text(): string {
    return this.#text
  }

  append(text: string): void {
    this.#text += text
    this.#timer ??= setTimeout(() => this.flush(), FLUSH_MS)
  }

  flush(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    if (this.#sent === this.#text.length) return
    this.#emit({ id: this.#id, offset: this.#sent, text: this.#text.slice(this.#sent) })
    this.#sent = this.#text.length
  }
}
