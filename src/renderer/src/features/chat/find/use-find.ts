import { useCallback, useEffect, useRef, useState } from 'react'
import { plainText } from '@/data/plain-text'
import { searchPattern } from '@/data/snippet'
import { readMessageText } from '../answer-content'
import type { Message } from '../model'
import { visibleMessages } from '../selectors'
import { useChatStoreApi } from '../use-chat-store'
import { findRanges } from './find-ranges'
import { find } from './store'

export interface Find {
  /** Counts from 1; 0 while there is no match. */
  readonly current: number
  readonly count: number
  readonly step: (by: 1 | -1) => void
}

/** Names of the highlights in the style sheet. */
const ALL = 'find'
const CURRENT = 'find-current'

/** Marks every match in the open chat and goes from one to the next; messages that are not laid out yet join first. */
export function useFind(query: string): Find {
  const store = useChatStoreApi()
  const [shown, setShown] = useState({ current: 0, count: 0 })
  const ranges = useRef<readonly Range[]>([])
  const index = useRef(-1)

  const show = useCallback((scroll: boolean) => {
    const current = ranges.current[index.current]
    CSS.highlights.set(ALL, new Highlight(...ranges.current))
    if (current) CSS.highlights.set(CURRENT, new Highlight(current))
    else CSS.highlights.delete(CURRENT)
    setShown({ current: index.current + 1, count: ranges.current.length })
    if (current && scroll) scrollTo(current)
  }, [])

  useEffect(() => {
    const log = document.querySelector<HTMLElement>('[role="log"]')
    const wanted = query.trim()
    if (!log) return
    index.current = -1
    const pattern = wanted === '' ? undefined : searchPattern(wanted)
    const look = (): void => {
      find.setState({ oldestId: pattern && visibleMessages(store.getState()).find(holds(pattern))?.id })
      const before = ranges.current[index.current]
      const found = pattern ? findRanges(log, pattern) : []
      const isFirstLook = index.current < 0
      index.current = placeIn(found, before, index.current, ranges.current.length)
      ranges.current = found
      show(isFirstLook && found.length > 0)
    }
    look()
    // Older messages come into the page, words stream in, code gets its colors.
    let frame = 0
    const observer = new MutationObserver(() => {
      cancelAnimationFrame(frame)
      frame = requestAnimationFrame(look)
    })
    observer.observe(log, { childList: true, characterData: true, subtree: true })
    return () => {
      observer.disconnect()
      cancelAnimationFrame(frame)
    }
  }, [query, store, show])

  useEffect(() => {
    const log = document.querySelector<HTMLElement>('[role="log"]')
    // Long prompts are shown whole meanwhile: what is folded away could not be seen.
    if (log) log.dataset['finding'] = ''
    return () => {
      if (log) delete log.dataset['finding']
      find.setState({ oldestId: undefined })
      CSS.highlights.delete(ALL)
      CSS.highlights.delete(CURRENT)
    }
  }, [])

  const step = useCallback(
    (by: 1 | -1) => {
      const count = ranges.current.length
      if (count === 0) return
      index.current = (index.current + by + count) % count
      show(true)
    },
    [show],
  )
  return { ...shown, step }
}

function holds(pattern: RegExp): (message: Message) => boolean {
  return (message) => {
    const text = readMessageText(message)
    return pattern.test(text) || pattern.test(plainText(text))
  }
}

/** The same match as before; at first the newest, since a chat is read from its end. */
function placeIn(found: readonly Range[], before: Range | undefined, index: number, count: number): number {
  if (found.length === 0) return -1
  if (index < 0) return found.length - 1
  const same = found.findIndex(
    ({ startContainer, startOffset }) =>
      startContainer === before?.startContainer && startOffset === before.startOffset,
  )
  // Older messages join above: counted from the end, it is still the same.
  return same >= 0 ? same : Math.max(0, Math.min(found.length - 1, found.length - (count - index)))
}

function scrollTo(range: Range): void {
  const element = range.startContainer.parentElement
  const scroller = element?.closest<HTMLElement>('[data-container]')
  if (!element || !scroller) return
  // Lays out what was skipped while it was far away; only then does the match have a place.
  element.scrollIntoView({ block: 'nearest' })
  const { top, bottom } = range.getBoundingClientRect()
  const view = scroller.getBoundingClientRect()
  if (top >= view.top + MARGIN && bottom <= view.bottom - MARGIN) return
  scroller.scrollTop += (top + bottom) / 2 - (view.top + view.bottom) / 2
}

/** Room for the bar above the match, and for its line below. Pixels. */
const MARGIN = 64
