import { useCallback, useEffect, useRef, useState } from 'react'
import { searchPattern } from '@/data/snippet'
import type { MessageId } from '@shared/ids'
import { revealMessage } from '../conversation/list/reveal'
import type { Message } from '../model'
import { shownMessages } from '../shown'
import { useChatStoreApi } from '../use-chat-store'
import { countMatches } from './count-matches'
import { findRanges } from './find-ranges'
import { findStart } from './find-start'
import { beginAt, goBy, locate, type Counted, type Spot } from './spots'

export interface Find {
  /** Counts from 1; 0 if there is no match. */
  readonly current: number
  readonly count: number
  readonly step: (by: 1 | -1) => void
}

/** Names of the highlights in the style sheets. */
const ALL = 'find'
const CURRENT = 'find-current'

/** A message with its matches in the page, or the number expected from its text. */
interface Looked extends Counted {
  readonly message: Message
  /** Both are set while the message is in the page. */
  readonly element?: Element
  readonly ranges?: readonly Range[]
}

/**
 * Highlights every match in the page, counts those that aren't in it, and steps through them. Messages that are too far
 * out of view to be in the page are mounted when the search reaches them.
 */
export function useFind(query: string): Find {
  const store = useChatStoreApi()
  const [shown, setShown] = useState({ current: 0, count: 0 })
  const found = useRef<ReadonlyMap<MessageId, Looked>>(new Map())
  const spot = useRef<Spot>(undefined)
  /** The current match, or the last one there was. */
  const marked = useRef<Range>(undefined)
  const pattern = useRef<RegExp>(undefined)

  /** Reads the chat again. Counts from the text are replaced by the matches in the page. */
  const look = useCallback((): readonly Looked[] => {
    const wanted = pattern.current
    if (!wanted) found.current = new Map()
    else {
      const inPage = findMessages()
      const next = shownMessages(store.getState()).map((message) => {
        const element = inPage.get(message.id)
        const ranges = element && findRanges(element, wanted)
        const before = found.current.get(message.id)
        // A count from the page stays valid for as long as the message is the same.
        const count = ranges?.length ?? (before?.message === message ? before.count : countMatches(message, wanted))
        return [message.id, { id: message.id, message, count, ...(element && ranges && { element, ranges }) }] as const
      })
      found.current = new Map(next)
    }
    return [...found.current.values()]
  }, [store])

  const show = useCallback((looked: readonly Looked[]): Range | undefined => {
    const all = looked.flatMap(({ ranges = [] }) => ranges)
    const current = spot.current && found.current.get(spot.current.id)?.ranges?.[spot.current.index]
    CSS.highlights.set(ALL, new Highlight(...all))
    if (current) CSS.highlights.set(CURRENT, new Highlight(current))
    else CSS.highlights.delete(CURRENT)
    // While nothing matches, the last match is kept as the start of the next search.
    if (current || !pattern.current) marked.current = current
    setShown(locate(looked, spot.current))
    return current
  }, [])

  /**
   * Goes to the next match, or first to the one from `findFirst`, and steps on until a match is visible: a text may promise
   * more matches than the page shows.
   */
  const search = useCallback(
    (by: 1 | -1, findFirst?: (looked: readonly Looked[]) => Spot | undefined): void => {
      let looked = look()
      for (let tries = 0; tries <= looked.length; tries += 1) {
        spot.current = findFirst && tries === 0 ? findFirst(looked) : goBy(looked, spot.current, by)
        if (!spot.current) break
        const { id, index } = spot.current
        if (!found.current.get(id)?.ranges) {
          revealMessage(id)
          looked = look()
        }
        const count = found.current.get(id)?.count ?? 0
        if (index >= count && count > 0) spot.current = { id, index: by === 1 ? index : count - 1 }
        if (index < count || (by === -1 && count > 0)) break
      }
      const current = show(looked)
      if (current) scrollTo(current)
    },
    [look, show],
  )
  const step = useCallback((by: 1 | -1): void => search(by), [search])
  /** `before`: the match that was marked until now. If the word gets longer, the search continues from it. */
  const begin = useCallback(
    (before: Range | undefined): void => search(1, (looked) => beginAt(looked, findStart(looked, before))),
    [search],
  )

  useEffect(() => {
    const log = document.querySelector<HTMLElement>('[role="log"]')
    const wanted = query.trim()
    if (!log) return
    pattern.current = wanted === '' ? undefined : searchPattern(wanted)
    found.current = new Map()
    spot.current = undefined
    const before = marked.current
    let frame = 0
    if (!pattern.current) show(look())
    // In a frame, because a message may have to be rendered.
    else frame = requestAnimationFrame(() => begin(before))
    // Messages are mounted and unmounted, text streams in, code gets its colors.
    const observer = new MutationObserver(() => {
      cancelAnimationFrame(frame)
      frame = requestAnimationFrame(() => {
        const isFirst = spot.current === undefined
        const looked = look()
        if (isFirst && looked.some(({ count }) => count > 0)) begin(before)
        else show(looked)
      })
    })
    observer.observe(log, { childList: true, characterData: true, subtree: true })
    return () => {
      observer.disconnect()
      cancelAnimationFrame(frame)
    }
  }, [query, look, show, begin])

  useEffect(() => {
    const log = document.querySelector<HTMLElement>('[role="log"]')
    // Long prompts are unfolded meanwhile: a match in the folded part couldn't be seen.
    if (log) log.dataset['finding'] = ''
    return () => {
      if (log) delete log.dataset['finding']
      CSS.highlights.delete(ALL)
      CSS.highlights.delete(CURRENT)
    }
  }, [])

  return { ...shown, step }
}

function findMessages(): ReadonlyMap<string | undefined, HTMLElement> {
  const elements = document.querySelectorAll<HTMLElement>('[role="log"] [data-message-id]')
  return new Map([...elements].map((element) => [element.dataset['messageId'], element]))
}

function scrollTo(range: Range): void {
  const scroller = range.startContainer.parentElement?.closest<HTMLElement>('main [data-container]')
  if (!scroller) return
  const { top, bottom } = range.getBoundingClientRect()
  const view = scroller.getBoundingClientRect()
  if (top >= view.top + MARGIN && bottom <= view.bottom - MARGIN) return
  scroller.scrollTop += (top + bottom) / 2 - (view.top + view.bottom) / 2
}

/** Space for the bar above the match and for its line below. Pixels. */
const MARGIN = 64
