import { useLayoutEffect, useRef, useState, type KeyboardEvent, type RefObject } from 'react'

/** What a box does for the list above it: it has the focus, and passes its keys on. */
export interface BoxListKeys {
  /** The id of the option that Enter chooses. Undefined: there's no list. */
  readonly activeId: string | undefined
  /** Whether the key was meant for the list. */
  handle(event: KeyboardEvent): boolean
  /** What was typed is a whole word now: something behind it ended it. */
  complete(): void
}

interface BoxListParts {
  readonly listId: string
  /** What was typed: another text begins at the first option again. */
  readonly query: string
  readonly count: number
  /** Something else is in the place of the list, and has its own keys. */
  readonly isOff?: boolean
  readonly choose: (index: number) => void
  /** Takes what was typed whole, without a choice. */
  readonly complete?: () => void
  readonly onReady: (keys: BoxListKeys | undefined) => void
  readonly onLeave: () => void
}

export interface BoxList {
  readonly list: RefObject<HTMLDivElement | null>
  readonly index: number
  readonly point: (index: number) => void
}

/** A list of options above a box that keeps the focus: arrows move, Enter and Tab choose, Escape leaves. */
export function useBoxList({
  listId,
  query,
  count,
  isOff = false,
  choose,
  complete,
  onReady,
  onLeave,
}: BoxListParts): BoxList {
  const [active, setActive] = useState(0)
  const list = useRef<HTMLDivElement>(null)
  const index = Math.min(active, Math.max(0, count - 1))
  const moveTo = (at: number): void => {
    setActive(at)
    list.current?.querySelectorAll('[role=option]')[at]?.scrollIntoView({ block: 'nearest' })
  }
  const handle = (event: KeyboardEvent): boolean => {
    if (isOff) return false
    if (event.key === 'Escape') {
      onLeave()
      return true
    }
    if (count === 0) return false
    if (event.key === 'ArrowDown') moveTo((index + 1) % count)
    else if (event.key === 'ArrowUp') moveTo((index - 1 + count) % count)
    else if (event.key === 'Enter' || event.key === 'Tab') choose(index)
    else return false
    return true
  }
  const keys = useRef({ handle, complete })
  useLayoutEffect(() => {
    keys.current = { handle, complete }
  })
  const activeId = count > 0 && !isOff ? `${listId}-${index}` : undefined
  useLayoutEffect(() => {
    onReady({
      activeId,
      handle: (event) => keys.current.handle(event),
      complete: () => keys.current.complete?.(),
    })
  }, [activeId, onReady])
  useLayoutEffect(() => () => onReady(undefined), [onReady])
  useLayoutEffect(() => setActive(0), [query])
  return { list, index, point: setActive }
}
