import { useCallback, useLayoutEffect, useRef, useState, type RefObject } from 'react'

export interface StickToBottom {
  readonly scroller: RefObject<HTMLDivElement | null>
  readonly content: RefObject<HTMLDivElement | null>
  /** Whether the user has scrolled so far up that the newest message is out of sight. */
  readonly away: boolean
  /** Whether something is hidden above. */
  readonly scrolled: boolean
  /** Scrolls to the end, or to a place above it that is recomputed whenever the content grows. */
  readonly jump: (place?: () => number | undefined) => void
  /** Whether the view is following the end. */
  readonly isAtEnd: () => boolean
  /** Stops following the end until the user scrolls there. */
  readonly letGo: () => void
}

/** This close counts as the end: less than a line. Pixels. */
const NEAR = 24
/** From this distance on, the button to the end appears. Pixels. */
const FAR = 240

/**
 * Keeps the end of the chat in view while it grows, until the user scrolls away. The user always wins: scrolling up
 * stops it, reaching the end resumes it.
 */
export function useStickToBottom(enabled: boolean): StickToBottom {
  const scroller = useRef<HTMLDivElement>(null)
  const content = useRef<HTMLDivElement>(null)
  const stuck = useRef(true)
  /** The place to show instead of the end, until the user scrolls. */
  const wanted = useRef<() => number | undefined>(undefined)
  const [away, setAway] = useState(false)
  const [scrolled, setScrolled] = useState(false)

  const jump = useCallback((place?: () => number | undefined) => {
    const element = scroller.current
    if (!element) return
    stuck.current = true
    wanted.current = place
    element.scrollTop = place?.() ?? element.scrollHeight
    setAway(false)
  }, [])

  const isAtEnd = useCallback(() => stuck.current, [])

  const letGo = useCallback(() => {
    stuck.current = false
  }, [])

  useLayoutEffect(() => {
    const element = scroller.current
    const inner = content.current
    if (!element || !inner) return
    let lastTop = element.scrollTop
    let lastHeight = element.scrollHeight
    const handleScroll = (): void => {
      const { scrollTop, scrollHeight, clientHeight } = element
      const distance = scrollHeight - scrollTop - clientHeight
      // Content that shrinks also moves the view up, by at most as much. That isn't the user scrolling.
      const shrunk = Math.max(0, lastHeight - scrollHeight)
      const movedUp = lastTop - scrollTop > (shrunk > 0 ? shrunk + NEAR : 0)
      if (wanted.current && isElsewhere(element, wanted.current())) {
        wanted.current = undefined
        stuck.current = false
      }
      if (distance <= NEAR) stuck.current = true
      else if (movedUp) stuck.current = false
      lastTop = scrollTop
      lastHeight = scrollHeight
      setAway(!stuck.current && distance > FAR)
      setScrolled(scrollTop > 0)
    }
    const follow = (): void => {
      if (stuck.current && enabled) element.scrollTop = wanted.current?.() ?? element.scrollHeight
      else handleScroll()
      lastHeight = element.scrollHeight
    }
    const observer = new ResizeObserver(follow)
    observer.observe(element)
    observer.observe(inner)
    element.addEventListener('scroll', handleScroll, { passive: true })
    return () => {
      observer.disconnect()
      element.removeEventListener('scroll', handleScroll)
    }
  }, [enabled])

  return { scroller, content, away, scrolled, jump, letGo, isAtEnd }
}

/** Whether the view isn't at this place. A place beyond the end counts as the end. */
function isElsewhere({ scrollTop, scrollHeight, clientHeight }: HTMLElement, place: number | undefined): boolean {
  return place !== undefined && Math.abs(scrollTop - Math.max(0, Math.min(place, scrollHeight - clientHeight))) > 2
}
