import { useEffect, useEffectEvent, useState, type RefObject } from 'react'
import { PLATFORM } from '@/lib/platform'
import { keepShown, NO_SELECTION, selectOnly, selectRange, toggle, type Selection } from '@/lib/selection'
import type { BinEntry } from './entries'
import { CONTROLS, ROW } from './use-keeping-focus'

/** `only` selects nothing else, `one` toggles this entry, `range` selects everything up to it. */
export type Choosing = 'only' | 'one' | 'range'

export interface Choice {
  readonly chosen: readonly BinEntry[]
  readonly choose: (key: string, how: Choosing) => void
  readonly clear: () => void
}

interface ChoosingParts {
  readonly entries: readonly BinEntry[]
  /** The element around the rows. Each row has its key as an attribute. */
  readonly root: RefObject<HTMLElement | null>
  readonly isShown: boolean
  /** Called when Delete is pressed while something is selected. */
  readonly onDelete: () => void
}

/**
 * Selects entries by click and by keys, as in the gallery. Ctrl+A (⌘A) selects all, Escape none; arrow keys move
 * between rows and, with Shift, extend the selection.
 */
export function useChoosing({ entries, root, isShown, onDelete }: ChoosingParts): Choice {
  const [selection, setSelection] = useState<Selection<string>>(NO_SELECTION)
  const order = entries.map(({ key }) => key)
  const { ids } = keepShown(selection, new Set(order))
  const chosen = entries.filter(({ key }) => ids.has(key))
  const choose = (key: string, how: Choosing): void =>
    setSelection((was) => {
      const kept = keepShown(was, new Set(order))
      if (how === 'range') return selectRange(kept, order, key)
      return how === 'one' ? toggle(kept, key) : selectOnly(key)
    })
  const clear = (): void => setSelection(NO_SELECTION)

  /** A range starts at the focused row. */
  const extend = (from: EventTarget | null, step: number): void => {
    const at = order.indexOf(readKey(from) ?? '')
    const [here, next] = [order[at], order[at + step]]
    if (here === undefined || next === undefined) return
    setSelection((was) => selectRange(was.ids.has(here) ? was : selectOnly(here), order, next))
  }

  const handleKey = useEffectEvent((event: KeyboardEvent): void => {
    const around = root.current?.closest('dialog')
    const isInFront = [...document.querySelectorAll('dialog[open]')].at(-1) === around
    if (event.defaultPrevented || event.altKey || !around || !isInFront || isTyping(event.target)) return
    const isCommand = PLATFORM === 'darwin' ? event.metaKey : event.ctrlKey
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key]
    if (isCommand && event.key.toLowerCase() === 'a' && order.length > 0)
      setSelection({ ids: new Set(order), active: undefined, anchor: order[0], isApart: false })
    else if (event.key === 'Escape' && chosen.length > 0) clear()
    else if ((event.key === 'Delete' || event.key === 'Backspace') && chosen.length > 0) onDelete()
    else if (step === undefined || isCommand || !goTo(root.current, event.target, step)) return
    else if (event.shiftKey) extend(event.target, step)
    event.preventDefault()
  })
  useEffect(() => {
    if (!isShown) return
    window.addEventListener('keydown', handleKey)
    return () => window.removeEventListener('keydown', handleKey)
  }, [isShown])
  return { chosen, choose, clear }
}

/** In these, keys edit text. */
function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches('input:not([type="checkbox"]), textarea, select')
}

function readKey(target: EventTarget | null): string | undefined {
  return target instanceof Element ? (target.closest<HTMLElement>(ROW)?.dataset['binRow'] ?? undefined) : undefined
}

/** Moves focus to the same control of the row above or below. Returns false if there's none. */
function goTo(root: HTMLElement | null, target: EventTarget | null, step: number): boolean {
  const row = target instanceof Element ? target.closest(ROW) : null
  const rows = [...(root?.querySelectorAll(ROW) ?? [])]
  const next = row && rows[rows.indexOf(row) + step]
  if (!row || !next || !(target instanceof Element)) return false
  const controls = [...next.querySelectorAll<HTMLElement>(CONTROLS)]
  const at = [...row.querySelectorAll(CONTROLS)].indexOf(target)
  ;(controls[at] ?? controls.at(-1))?.focus()
  return true
}
