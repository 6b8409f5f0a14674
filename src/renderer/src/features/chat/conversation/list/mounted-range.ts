/** Follows the view and decides which messages are in the page. Plain code: React only renders the result. */
import { flushSync } from 'react-dom'
import type { RefObject } from 'react'
import type { ChatId, MessageId } from '@shared/ids'
import { readMessageText } from '../../answer-content'
import type { Message } from '../../model'
import { conversationRows, findRow } from '../../shown'
import type { ChatStore } from '../../store'
import type { View } from './estimate-height'
import { isSame, type Heights } from './heights'
import { findEdge, measureDrift, type Edge } from './hold-edge'
import { findRange, followRange, planRange, type Layout, type Range } from './plan-range'

export interface Mounted {
  /** The rows on screen: messages, and groups of answers. */
  readonly ids: readonly MessageId[]
  readonly range: Range
  /** See `Layout.tops`. */
  readonly tops: Float64Array
}

interface Parts {
  readonly store: ChatStore
  readonly heights: Heights
  readonly scroller: RefObject<HTMLElement | null>
  readonly list: RefObject<HTMLElement | null>
  readonly isAtEnd: () => boolean
}

/** How long messages may be added within a frame; the rest of it is layout and paint. */
const MOST_MS = 5
/**
 * How long the view counts as moving after it moved, and the longest wait for an idle moment to add messages around it.
 */
const MOVING_MS = 200
/** Same as `narrow` in the styles. */
const NARROW = 640
/** Heights are estimates: the first view may need a little more. Pixels. */
const MARGIN = 100

export class MountedRange {
  readonly #parts: Parts
  readonly #chatId: ChatId | null
  readonly #listeners = new Set<() => void>()
  readonly #idsByElement = new WeakMap<Element, MessageId>()
  #measuring: ResizeObserver | undefined
  #view: View
  #mounted: Mounted
  #frame = 0
  #idle = 0
  /** Whether the first view has been painted. */
  #hasBegun = false
  #movedAt = Number.NEGATIVE_INFINITY
  #edge: Edge | undefined
  /** The scroll position that brought the edge back. */
  #heldTop: number | undefined

  /** `startId`: where the view starts, if not at the end. */
  constructor(parts: Parts, startId: MessageId | undefined) {
    this.#parts = parts
    this.#chatId = parts.store.getState().openChatId
    this.#view = readView(parts.scroller.current)
    const ids = conversationRows(parts.store.getState())
    const tops = this.#stack(ids)
    const startRow = startId && findRow(parts.store.getState(), startId)
    this.#mounted = { ids, tops, range: findFirstRange(ids, tops, parts.scroller.current, startRow) }
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    const stop = this.#parts.store.subscribe(listener)
    return () => {
      this.#listeners.delete(listener)
      stop()
    }
  }

  /** Returns the same object until something changes. */
  readonly read = (): Mounted => {
    const state = this.#parts.store.getState()
    // Another chat has been opened, and this list is about to be removed.
    if (state.openChatId !== this.#chatId) return this.#mounted
    const ids = conversationRows(state)
    const { ids: before, range } = this.#mounted
    if (ids !== before) this.#mounted = { ids, tops: this.#stack(ids), range: followRange(range, before, ids) }
    return this.#mounted
  }

  /** Stores the height of a message while it's laid out, for when it isn't. Returns how to stop. */
  readonly measure = (id: MessageId, element: HTMLElement): (() => void) => {
    const observer = (this.#measuring ??= new ResizeObserver((entries) => this.#keepHeights(entries)))
    this.#idsByElement.set(element, id)
    observer.observe(element)
    return () => observer.unobserve(element)
  }

  /** Checks the view in the next frame, and then in idle time until everything near the view is mounted. */
  readonly schedule = (): void => {
    if (this.#frame !== 0 || !this.#hasBegun) return
    this.#frame = requestAnimationFrame(() => {
      this.#frame = 0
      if (!this.#update()) this.#goOn()
    })
  }

  /** While the view moves, messages are added in every frame. Otherwise user input such as typing comes first. */
  #goOn(): void {
    if (performance.now() - this.#movedAt < MOVING_MS) return this.schedule()
    cancelIdleCallback(this.#idle)
    const goOn = (): void => {
      this.#hasBegun = true
      if (!this.#update()) this.#goOn()
    }
    this.#idle = requestIdleCallback(goOn, { timeout: MOVING_MS })
  }

  /** Follows the view until the returned function is called. */
  start(): () => void {
    const box = this.#parts.scroller.current
    if (!box) return () => undefined
    const follow = (): void => {
      this.#movedAt = performance.now()
      this.#keepEdge()
      this.schedule()
    }
    box.addEventListener('scroll', follow, { passive: true })
    const observer = new ResizeObserver(() => this.#resize(box))
    observer.observe(box)
    // Paints what is in view first, and only then what is around it.
    this.#goOn()
    return () => {
      box.removeEventListener('scroll', follow)
      observer.disconnect()
      cancelAnimationFrame(this.#frame)
      cancelIdleCallback(this.#idle)
      this.#frame = 0
    }
  }

  #resize(box: HTMLElement): void {
    const view = readView(box)
    if (!isSame(view, this.#view)) {
      this.#view = view
      const { ids, range } = this.read()
      this.#change({ ids, range, tops: this.#stack(ids) })
      this.#holdEdge(box)
    }
    this.schedule()
  }

  #keepEdge(): void {
    const { scroller, list } = this.#parts
    const box = scroller.current
    // The view has just changed size, so the edge has moved: it's about to be brought back.
    if (!box || !list.current || box.scrollTop === this.#heldTop || !isSame(readView(box), this.#view)) return
    this.#heldTop = undefined
    this.#edge = findEdge(box, list.current)
  }

  /**
   * Chromium's scroll anchoring does nothing in a frame in which paddings change, as they do when the page is zoomed.
   */
  #holdEdge(box: HTMLElement): void {
    if (!this.#edge?.element.isConnected || this.#parts.isAtEnd()) return
    box.scrollTop += measureDrift(box, this.#edge)
    this.#heldTop = box.scrollTop
  }

  /** Returns whether the range is complete for now. */
  #update(): boolean {
    const startedAt = performance.now()
    for (;;) {
      const seen = this.#readWindow()
      if (!seen) return true
      const { ids, range } = this.read()
      const tops = this.#stack(ids)
      const plan = planRange(range, { tops, weigh: this.#weigh(ids) }, seen)
      const isSameRange = plan.range.first === range.first && plan.range.last === range.last
      if (!isSameRange) this.#change({ ids, range: plan.range, tops })
      if (plan.isComplete || isSameRange) {
        this.#keepEdge()
        return true
      }
      if (performance.now() - startedAt > MOST_MS) return false
    }
  }

  /** The visible part of the list, in pixels from its top. */
  #readWindow(): { readonly top: number; readonly bottom: number } | undefined {
    const { scroller, list } = this.#parts
    const first = list.current?.firstElementChild
    if (!scroller.current || !first) return undefined
    const top = scroller.current.getBoundingClientRect().top - first.getBoundingClientRect().top
    return { top, bottom: top + scroller.current.clientHeight }
  }

  #change(mounted: Mounted): void {
    this.#mounted = mounted
    // Rendered in this frame: the next one may already show the missing messages.
    flushSync(() => this.#listeners.forEach((listener) => listener()))
  }

  #keepHeights(entries: readonly ResizeObserverEntry[]): void {
    for (const { target, borderBoxSize } of entries) {
      const id = this.#idsByElement.get(target)
      const [size] = borderBoxSize
      if (id !== undefined && size && target.isConnected) this.#parts.heights.measure(id, size.blockSize, this.#view)
    }
  }

  #stack(ids: readonly MessageId[]): Float64Array {
    const { store, heights } = this.#parts
    const { messages } = store.getState()
    const tops = new Float64Array(ids.length + 1)
    for (const [index, id] of ids.entries()) {
      const message = messages.get(id)
      tops[index + 1] = (tops[index] ?? 0) + (message ? heights.find(message, this.#view) : 0)
    }
    return tops
  }

  #weigh(ids: readonly MessageId[]): Layout['weigh'] {
    const { messages } = this.#parts.store.getState()
    return (index) => weigh(messages.get(ids[index] as MessageId))
  }
}

function readView(box: HTMLElement | null): View {
  return { width: box?.clientWidth ?? 0, windowHeight: window.innerHeight, isNarrow: window.innerWidth < NARROW }
}

function findFirstRange(
  ids: readonly MessageId[],
  tops: Float64Array,
  box: HTMLElement | null,
  startId: MessageId | undefined,
): Range {
  const seen = (box?.clientHeight ?? window.innerHeight) + MARGIN
  const start = startId === undefined ? -1 : ids.indexOf(startId)
  const top = start < 0 ? (tops.at(-1) ?? 0) - seen : (tops[start] ?? 0)
  return findRange(tops, { top, bottom: top + seen }, 0)
}

/** Roughly how many elements a message has. */
function weigh(message: Message | undefined): number {
  if (message === undefined) return 0
  if (message.role === 'user') return 15 + 4 * message.inputs.length
  return 45 + readMessageText(message).length / 16
}
