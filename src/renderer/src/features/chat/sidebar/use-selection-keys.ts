import type { KeyboardEvent } from 'react'
import type { ChatId } from '@shared/ids'
import { chatSelection, clearSelection } from './selection-store'

interface SelectionKeys {
  /** The chats as they are listed. */
  readonly order: readonly ChatId[]
  readonly hasSelection: boolean
  readonly onSelect: (id: ChatId, what: 'range' | 'one') => void
  readonly focusRow: (id: ChatId) => void
}

/** Shift and an arrow key select a range, Shift and Space toggle one chat, Escape clears the selection. */
export function useSelectionKeys({ order, hasSelection, onSelect, focusRow }: SelectionKeys) {
  return (event: KeyboardEvent): void => {
    if (event.key === 'Escape' && hasSelection) {
      event.preventDefault()
      event.stopPropagation()
      return clearSelection()
    }
    const id = (event.target as HTMLElement).dataset['chatId'] as ChatId | undefined
    const at = id === undefined ? -1 : order.indexOf(id)
    if (id === undefined || at < 0 || !event.shiftKey || event.ctrlKey || event.metaKey || event.altKey) return
    const step = { ArrowDown: 1, ArrowUp: -1, ' ': 0 }[event.key]
    if (step === undefined) return
    event.preventDefault()
    if (step === 0) return onSelect(id, 'one')
    const next = order[at + step]
    if (next === undefined) return
    // The range starts where the focus is.
    if (!hasSelection) chatSelection.setState({ ids: new Set([id]), anchor: id })
    onSelect(next, 'range')
    focusRow(next)
  }
}
