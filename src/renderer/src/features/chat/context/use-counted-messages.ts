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
 * long chat takes longer than a frame, so it's done in pieces, after the chat is on screen.
 */
export function useCountedMessages(): readonly Message[] {
  const messages = useChatStore(visibleMessages)
  const [counted, setCounted] = useState<readonly Message[]>([])
  useEffect(() => countWhenIdle(messages, () => setCounted(messages)), [messages])
  return counted
}

/** Returns how to stop. */
function countWhenIdle(messages: readonly Message[], onCounted: () => void): () => void {
  const rest = [...messages]
  const countPiece = (): void => {
    const end = performance.now() + PIECE_MS
    while (rest.length > 0 && performance.now() < end)
      for (const { turn } of listTurns(rest.splice(-1))) countTurn(turn)
    if (rest.length > 0) schedule()
    else onCounted()
  }
  let request: number
  const schedule = (): void => {
    request = requestIdleCallback(countPiece, { timeout: MOST_MS })
  }
  schedule()
  return () => cancelIdleCallback(request)
}
