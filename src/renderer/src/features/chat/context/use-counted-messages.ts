import { useEffect, useEffectEvent, useState } from 'react'
import { countTurn } from '@shared/tokens/count-request'
import { readMessageText } from '../answer-content'
import type { Message } from '../model'
import { visibleMessages } from '../selectors'
import { listTurns } from '../tree'
import { useChatStore } from '../use-chat-store'

/** Half a frame. Milliseconds. */
const PIECE_MS = 8
/** In case the page is never idle. Milliseconds. */
const MOST_MS = 200
/** What a slow machine counts in a few milliseconds. Characters. */
const SHORT = 50_000

/**
 * Returns the messages of the open chat as soon as their tokens are counted, and the ones before until then. A short
 * chat is counted at once, so that its price is right from the start. A long one takes longer than a frame, so it's
 * counted in pieces, once it's on screen.
 */
export function useCountedMessages(): readonly Message[] {
  const messages = useChatStore(visibleMessages)
  const [counted, setCounted] = useState<readonly Message[]>([])
  const count = useEffectEvent(() => {
    // Counts are kept: only the new messages of a chat that was on screen before take time.
    const isNew = counted[0] !== messages[0]
    return countInPieces(messages, isNew && isLong(messages), () => setCounted(messages))
  })
  useEffect(() => count(), [messages])
  return counted
}

function isLong(messages: readonly Message[]): boolean {
  return messages.reduce((sum, message) => sum + readMessageText(message).length, 0) > SHORT
}

/** Returns how to stop. */
function countInPieces(messages: readonly Message[], startsLater: boolean, onCounted: () => void): () => void {
  let request = 0
  const rest = [...messages]
  const countPiece = (): void => {
    const end = performance.now() + PIECE_MS
    while (rest.length > 0 && performance.now() < end)
      for (const { turn } of listTurns(rest.splice(-1))) countTurn(turn)
    if (rest.length > 0) countLater()
    else onCounted()
  }
  const countLater = (): void => {
    request = requestIdleCallback(countPiece, { timeout: MOST_MS })
  }
  if (startsLater) countLater()
  else countPiece()
  return () => cancelIdleCallback(request)
}
