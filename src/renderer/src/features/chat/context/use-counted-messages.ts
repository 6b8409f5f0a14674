import { useEffect, useState } from 'react'
import { countTurn } from '@shared/tokens/count-request'
import type { Message } from '../model'
import { visibleMessages } from '../selectors'
import { listTurns } from '../tree'
import { useChatStore } from '../use-chat-store'

/** Half a frame. Milliseconds. */
const PIECE_MS = 8
/** In case the page is never idle. Milliseconds. */
const MOST_MS = 200

/**
 * Returns the messages of the open chat as soon as their tokens are counted, and the ones before until then. Counting a
 * long chat takes longer than a frame, so all but its last messages are counted in pieces, once it's on screen.
 */
export function useCountedMessages(): readonly Message[] {
  const messages = useChatStore(visibleMessages)
  const [counted, setCounted] = useState<readonly Message[]>([])
  useEffect(() => countInPieces(messages, () => setCounted(messages)), [messages])
  return counted
}

/** Counts a short chat at once, so that its price is right from the start. Returns how to stop. */
function countInPieces(messages: readonly Message[], onCounted: () => void): () => void {
  let request = 0
  const rest = [...messages]
  const countPiece = (): void => {
    const end = performance.now() + PIECE_MS
    while (rest.length > 0 && performance.now() < end)
      for (const { turn } of listTurns(rest.splice(-1))) countTurn(turn)
    if (rest.length > 0) request = requestIdleCallback(countPiece, { timeout: MOST_MS })
    else onCounted()
  }
  countPiece()
  return () => cancelIdleCallback(request)
}
