import { useEffect, useRef, useState, type RefObject } from 'react'
import type { MessageId } from '@shared/ids'

/** About two screens; few enough to be parsed and laid out within a few frames. */
const FIRST = 12
/** Joined at a time: what can be parsed without a frame being missed. */
const STEP = 6
/** Older messages are added while they are still this far above the view. */
const AHEAD = '1600px'

export interface Tail {
  readonly shown: readonly MessageId[]
  readonly hasOlder: boolean
  readonly sentinel: RefObject<HTMLDivElement | null>
}

/**
 * A long chat opens with its end; what is older joins as the user scrolls toward it. Up to a message that is sought
 * everything is there at once.
 */
export function useTail(
  ids: readonly MessageId[],
  scroller: RefObject<HTMLElement | null>,
  soughtId?: MessageId,
): Tail {
  // The first one shown is remembered, so that new messages do not push old ones out.
  const [first, setFirst] = useState<MessageId>()
  const sentinel = useRef<HTMLDivElement>(null)
  const known = first === undefined ? -1 : ids.indexOf(first)
  const usual = known >= 0 ? known : Math.max(0, ids.length - FIRST)
  const sought = soughtId === undefined ? -1 : ids.indexOf(soughtId)
  // With the question above it.
  const start = sought < 0 ? usual : Math.min(usual, Math.max(0, sought - 1))
  const hasOlder = start > 0
  if (start !== known && ids.length > 0) setFirst(ids[start])

  useEffect(() => {
    const target = sentinel.current
    if (!target) return
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some((entry) => entry.isIntersecting)) setFirst(ids[Math.max(0, start - STEP)])
      },
      { root: scroller.current, rootMargin: `${AHEAD} 0px 0px 0px` },
    )
    observer.observe(target)
    return () => observer.disconnect()
  }, [ids, start, scroller])

  return { shown: start === 0 ? ids : ids.slice(start), hasOlder, sentinel }
}
