import { useEffect, useState } from 'react'
import { flushSync } from 'react-dom'
import type { MessageId } from '@shared/ids'
import type { ListProps } from './list-props'
import { setRevealer } from './reveal'

interface Kept {
  /** The last focused message: a dialog on top returns the focus to it. */
  readonly focused?: MessageId | undefined
  /** Where the selection starts and ends. */
  readonly selected: readonly MessageId[]
  /** Revealed by another part of the window, which is about to scroll to it. */
  readonly revealed?: MessageId | undefined
}

/** The messages that stay in the page regardless of the view. */
export function useKept({ list, letGo }: Pick<ListProps, 'list' | 'letGo'>): readonly (MessageId | undefined)[] {
  const [kept, setKept] = useState<Kept>({ selected: [] })

  useEffect(() => {
    const element = list.current
    if (!element) return
    const noteFocus = ({ target }: FocusEvent): void => {
      const focused = findItem(target)
      setKept((before) => (before.focused === focused ? before : { ...before, focused }))
    }
    const noteSelection = (): void => {
      const selected = readSelected(element)
      setKept((before) => (isEqual(before.selected, selected) ? before : { ...before, selected }))
    }
    element.addEventListener('focusin', noteFocus)
    document.addEventListener('selectionchange', noteSelection)
    return () => {
      element.removeEventListener('focusin', noteFocus)
      document.removeEventListener('selectionchange', noteSelection)
    }
  }, [list])

  useEffect(
    () =>
      setRevealer((revealed) => {
        letGo()
        flushSync(() => setKept((before) => ({ ...before, revealed })))
        return list.current?.querySelector<HTMLElement>(`[data-message-id="${revealed}"]`) ?? undefined
      }),
    [list, letGo],
  )
  return [kept.focused, ...kept.selected, kept.revealed]
}

function readSelected(list: HTMLElement): readonly MessageId[] {
  const selection = document.getSelection()
  if (!selection) return []
  // Including an empty one: a Shift-click extends it.
  return [selection.anchorNode, selection.focusNode].flatMap((node) => {
    const id = node && list.contains(node) ? findItem(node) : undefined
    return id === undefined ? [] : [id]
  })
}

/** The message that contains this node. */
function findItem(target: EventTarget | null): MessageId | undefined {
  const element = target instanceof Element ? target : target instanceof Node ? target.parentElement : null
  return element?.closest<HTMLElement>('[data-item]')?.dataset['item'] as MessageId | undefined
}

function isEqual(one: readonly MessageId[], other: readonly MessageId[]): boolean {
  return one.length === other.length && one.every((id, index) => id === other[index])
}
