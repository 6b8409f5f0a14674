import type { AnswerPart } from '@shared/answer'
import type { Events } from '@shared/contract'
import type { RunId } from '@shared/ids'

type Channel = Events['run.streamed']['channel']

/** About two frames: fast enough to read along, and one message instead of a dozen. */
const FLUSH_MS = 32

/** The growing text and reasoning of a running answer. Sends them to the page in small batches with their offset. */
export class TextStream {
  readonly #id: RunId
  readonly #emit: (event: Events['run.streamed']) => void
  readonly #channels: Record<Channel, { whole: string; sent: number }> = {
    reasoning: { whole: '', sent: 0 },
    text: { whole: '', sent: 0 },
  }
  #timer: NodeJS.Timeout | undefined

  constructor(id: RunId, emit: (event: Events['run.streamed']) => void) {
    this.#id = id
    this.#emit = emit
  }

  /** Returns everything so far. Fields without text are absent. */
  get soFar(): { readonly text?: string; readonly reasoning?: string } {
    const { text, reasoning } = this.#channels
    return { ...(text.whole && { text: text.whole }), ...(reasoning.whole && { reasoning: reasoning.whole }) }
  }

  append(channel: Channel, text: string): void {
    this.#channels[channel].whole += text
    this.#timer ??= setTimeout(() => this.flush(), FLUSH_MS)
  }

  flush(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    for (const name of ['reasoning', 'text'] as const) {
      const channel = this.#channels[name]
      if (channel.sent === channel.whole.length) continue
      this.#emit({ id: this.#id, channel: name, offset: channel.sent, text: channel.whole.slice(channel.sent) })
      channel.sent = channel.whole.length
    }
  }
}

/** Returns the parts of an answer that ended early. */
export function toParts({ text, reasoning }: TextStream['soFar']): readonly AnswerPart[] {
  return [
    ...(reasoning ? [{ type: 'reasoning', text: reasoning } as const] : []),
    ...(text ? [{ type: 'text', text } as const] : []),
  ]
}
