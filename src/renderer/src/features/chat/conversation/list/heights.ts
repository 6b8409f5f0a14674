/** The heights of a chat's messages: as last laid out, or estimated. */
import type { ChatId, MessageId } from '@shared/ids'
import type { Message } from '../../model'
import { estimateHeight, type View } from './estimate-height'

interface Measured {
  readonly height: number
  readonly view: View
}

interface Estimated {
  readonly height: number
  readonly message: Message
  readonly view: View
}

export class Heights {
  readonly #measured = new Map<MessageId, Measured>()
  readonly #estimated = new Map<MessageId, Estimated>()

  measure(id: MessageId, height: number, view: View): void {
    this.#measured.set(id, { height, view })
  }

  /**
   * In pixels. A height that was measured in another view is scaled: text that turned out twice as long as estimated is
   * also twice as long in a narrower column.
   */
  find(message: Message, view: View): number {
    const measured = this.#measured.get(message.id)
    if (!measured) return this.#estimate(message, view)
    if (isSame(measured.view, view)) return measured.height
    return measured.height * (this.#estimate(message, view) / estimateHeight(message, measured.view))
  }

  #estimate(message: Message, view: View): number {
    const known = this.#estimated.get(message.id)
    if (known?.message === message && isSame(known.view, view)) return known.height
    const height = estimateHeight(message, view)
    this.#estimated.set(message.id, { height, message, view })
    return height
  }
}

export function isSame(one: View, other: View): boolean {
  return one.width === other.width && one.windowHeight === other.windowHeight && one.isNarrow === other.isNarrow
}

/** The number of chats that a user may return to within minutes. */
const MOST_CHATS = 12
const heightsByChat = new Map<ChatId | null, Heights>()

/** The heights of a chat, which are remembered while other chats are open. */
export function getHeights(id: ChatId | null): Heights {
  const heights = heightsByChat.get(id) ?? new Heights()
  heightsByChat.delete(id)
  heightsByChat.set(id, heights)
  const [oldest] = heightsByChat.keys()
  if (heightsByChat.size > MOST_CHATS && oldest !== undefined) heightsByChat.delete(oldest)
  return heights
}
