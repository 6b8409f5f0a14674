import type { RefObject } from 'react'

/** What the list of messages and the box that it scrolls in have in common. */
export interface ListProps {
  readonly scroller: RefObject<HTMLElement | null>
  /** Holds the list and nothing else. */
  readonly list: RefObject<HTMLElement | null>
  /** Whether the end of the conversation is being held in view. */
  readonly isAtEnd: () => boolean
  /** Keeps the end of the conversation from being held in view. */
  readonly letGo: () => void
  /** See `StickToBottom.jump`. */
  readonly jump: (place?: () => number | undefined) => void
}
