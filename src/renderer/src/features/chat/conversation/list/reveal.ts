/** For parts of the window that go to a message, which may be too far out of view to be in the page. */
import type { MessageId } from '@shared/ids'

type Revealer = (id: MessageId) => HTMLElement | undefined

let reveal: Revealer = () => undefined

/** Set by the list of messages while it's in the page. Returns how to unset it. */
export function setRevealer(revealer: Revealer): () => void {
  reveal = revealer
  return () => {
    if (reveal === revealer) reveal = () => undefined
  }
}

/**
 * The element of a message on the open chat's path, put into the page if need be; it stays until another one is asked for.
 * Scroll to it at once. Not while React draws: call it in an event or a frame. Undefined where the chat doesn't show it.
 */
export function revealMessage(id: MessageId): HTMLElement | undefined {
  return reveal(id)
}
