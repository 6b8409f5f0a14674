import type { RefObject } from 'react'

/** What the list of messages shares with its scroll container. */
export interface ListProps {
  readonly scroller: RefObject<HTMLElement | null>
  /** Contains the list and nothing else. */
  readonly list: RefObject<HTMLElement | null>
  /** Whether the view sticks to the end of the conversation. */
  readonly isAtEnd: () => boolean
  /** Stops the view from sticking to the end of the conversation. */
  readonly letGo: () => void
  /** See `StickToBottom.jump`. */
  readonly jump: (place?: () => number | undefined) => void
}
