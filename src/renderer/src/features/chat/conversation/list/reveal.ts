/** Lets other parts of the window go to a message that may be too far out of view to be in the page. */
import type { MessageId } from '@shared/ids'

type Revealer = (id: MessageId) => HTMLElement | undefined

let reveal: Revealer = () => undefined

/** Called by the list of messages while it's in the page. Returns how to unset it. */
export function setRevealer(revealer: Revealer): () => void {
  reveal = revealer
  return () => {
    if (reveal === revealer) reveal = () => undefined
  }
}

/**
 * Returns the element of a message on the open chat's path, after mounting it if necessary; it stays mounted until
 * another one is revealed. Scroll to it immediately. Call it in an event or a frame, not during a React render.
 * Undefined if the chat doesn't show the message.
 */
export function revealMessage(id: MessageId): HTMLElement | undefined {
  return reveal(id)
}
