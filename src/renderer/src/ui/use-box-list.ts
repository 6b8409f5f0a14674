import { useLayoutEffect, useRef, useState, type KeyboardEvent, type RefObject } from 'react'

/** The keyboard side of a list above a box: the box has focus and passes its keys on. */
export interface BoxListKeys {
  /** The id of the option that Enter chooses. Undefined: no list. */
  readonly activeId: string | undefined
  /** Returns whether the list handled the key. */
  handle(event: KeyboardEvent): boolean
  /** Call it when a character ended the typed word. */
  complete(): void
}

interface BoxListParts {
  readonly listId: string
  /** The typed text: the selection restarts at the first option when it changes. */
  readonly query: string
  readonly count: number
  /** Something else replaces the list and handles its own keys. */
  readonly isOff?: boolean
  readonly choose: (index: number) => void
  /** Takes the typed text as is, without a choice. */
  readonly complete?: () => void
  readonly onReady: (keys: BoxListKeys | undefined) => void
  readonly onLeave: () => void
}

export interface BoxList {
  readonly list: RefObject<HTMLDivElement | null>
  readonly index: number
  readonly point: (index: number) => void
}

/** Manages a list of options above a box that keeps focus: arrows move, Enter and Tab choose, Escape leaves. */
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
